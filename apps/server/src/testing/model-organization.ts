import { grantablePermissions, type Permission } from '@cskefu/contract';

interface ModelUnit {
  readonly id: number;
  parent: number | null;
}

interface ModelAccount {
  readonly id: string;
  unit: number;
  administrator: boolean;
  readonly roles: Set<number>;
}

/** Who should see what: a tree that is climbed step by step, sets, nothing clever. */
export class ModelOrganization {
  readonly units = new Map<number, ModelUnit>();
  readonly accounts = new Map<string, ModelAccount>();
  readonly roles = new Map<number, readonly Permission[]>();

  isWithin(unit: number, top: number): boolean {
    for (let at: number | null = unit; at !== null; at = this.units.get(at)?.parent ?? null)
      if (at === top) return true;
    return false;
  }

  moveUnit(unit: number, parent: number): 'moved' | 'cycle' {
    if (this.isWithin(parent, unit)) return 'cycle';
    const moved = this.units.get(unit);
    if (moved) moved.parent = parent;
    return 'moved';
  }

  mayDo(account: string, permission: Permission): boolean {
    const { administrator, roles } = this.account(account);
    if (administrator && grantablePermissions.includes(permission)) return true;
    return [...roles].some((role) => this.roles.get(role)?.includes(permission));
  }

  /** Whether an account may see what lies in a unit, if it has the permission; `current` narrows it, and never widens. */
  sees(account: string, permission: Permission, unit: number, current?: number): boolean {
    if (!this.mayDo(account, permission)) return false;
    const own = this.account(account).unit;
    return this.isWithin(unit, own) && (current === undefined || this.isWithin(unit, current));
  }

  account(id: string): ModelAccount {
    const account = this.accounts.get(id);
    if (!account) throw new Error(`the model knows no account ${id}`);
    return account;
  }
}
