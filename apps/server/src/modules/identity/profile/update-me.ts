import type { Locale, NotificationPreferences } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../../access/index.ts';
import { emitAccountEvent } from '../announce.ts';
import { normalizeEmail, normalizeMobile } from '../login-names.ts';

export interface ProfileChanges {
  readonly name?: string | undefined;
  readonly locale?: Locale | undefined;
  readonly email?: string | null | undefined;
  readonly mobile?: string | null | undefined;
  readonly notifications?: { [K in keyof NotificationPreferences]?: boolean | undefined } | undefined;
}

const TOLD = ['name', 'locale', 'email', 'mobile'] as const;

/**
 * Changes one's own profile; what is absent stays.
 * @throws {DomainError} invalid_input, taken (`issues` names the field)
 */
export async function updateMe(ctx: UseCaseContext<AccountActor>, changes: ProfileChanges): Promise<void> {
  const { tx, actor } = ctx;
  const before = await findProfile(tx, actor.id);
  const email = normalized('email', changes.email, normalizeEmail);
  const mobile = normalized('mobile', changes.mobile, normalizeMobile);
  const wanted = withoutAbsent({ name: changes.name, locale: changes.locale, email, mobile });
  await refuseTaken(tx, actor.id, { email, mobile });
  await tx
    .updateTable('accounts')
    .set({
      ...wanted,
      // Nobody but the person says that this address is theirs.
      ...(email !== undefined && email !== before.email ? { email_verified: false, email_self_declared: true } : {}),
      notifications: sql`notifications || ${JSON.stringify(withoutAbsent(changes.notifications ?? {}))}::jsonb`,
      updated_at: ctx.now,
    })
    .where('id', '=', actor.id)
    .execute()
    .catch(explainTaken);
  const after: Profile = { ...before, ...wanted };
  const changed = TOLD.filter((field) => before[field] !== after[field]);
  if (changed.length === 0) return;
  const pick = (profile: Profile) => Object.fromEntries(changed.map((field) => [field, profile[field]]));
  emitAccountEvent(ctx, 'account.profile_changed', { before: pick(before), after: pick(after) });
}

type Profile = Awaited<ReturnType<typeof findProfile>>;

function findProfile(tx: DatabaseReader, accountId: string) {
  return tx
    .selectFrom('accounts')
    .select([...TOLD])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

function normalized(
  field: string,
  text: string | null | undefined,
  normalize: (text: string) => string | null,
): string | null | undefined {
  if (text === undefined) return undefined;
  if (text === null || text.trim() === '') return null;
  const result = normalize(text);
  if (result === null) throw new DomainError('invalid_input', { issues: [{ path: field, message: 'is not valid' }] });
  return result;
}

function withoutAbsent<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

async function refuseTaken(
  tx: DatabaseReader,
  accountId: string,
  wanted: { email: string | null | undefined; mobile: string | null | undefined },
): Promise<void> {
  const others = await tx
    .selectFrom('accounts')
    .select(['email', 'mobile'])
    .where('id', '!=', accountId)
    .where((where) =>
      where.or([where('email', '=', wanted.email ?? null), where('mobile', '=', wanted.mobile ?? null)]),
    )
    .execute();
  const fields = (['email', 'mobile'] as const).filter(
    (field) => wanted[field] != null && others.some((other) => other[field] === wanted[field]),
  );
  if (fields.length > 0) throw taken(fields);
}

const taken = (fields: readonly string[]) =>
  new DomainError('taken', { issues: fields.map((path) => ({ path, message: 'is used by another account' })) });

/** Somebody took it between the look and the write. */
function explainTaken(error: unknown): never {
  const { code, constraint = '' } = error as { code?: string; constraint?: string };
  if (code !== '23505') throw error;
  throw taken([constraint.includes('mobile') ? 'mobile' : 'email']);
}
