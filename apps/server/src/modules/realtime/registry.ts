import type { Session, VisitorIdentity } from './session.ts';

/** The connections of this node, by visitor. (Those of accounts are with the inbox feed.) */
export class Registry {
  readonly #byVisitor = new Map<string, Set<Session<VisitorIdentity>>>();

  add(session: Session<VisitorIdentity>): void {
    const sessions = this.#byVisitor.get(session.identity.id);
    if (sessions) sessions.add(session);
    else this.#byVisitor.set(session.identity.id, new Set([session]));
  }

  remove(session: Session<VisitorIdentity>): void {
    const sessions = this.#byVisitor.get(session.identity.id);
    if (sessions?.delete(session) && sessions.size === 0) this.#byVisitor.delete(session.identity.id);
  }

  sessionsOf(visitorId: string): ReadonlySet<Session<VisitorIdentity>> {
    return this.#byVisitor.get(visitorId) ?? EMPTY;
  }
}

const EMPTY: ReadonlySet<Session<VisitorIdentity>> = new Set();
