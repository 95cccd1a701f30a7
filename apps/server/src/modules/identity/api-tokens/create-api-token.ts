import { randomBytes, randomUUID } from 'node:crypto';
import type { ApiToken, Permission } from '@cskefu/contract';
import { DomainError } from '../../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../../access/index.ts';
import { emitAccountEvent } from '../announce.ts';
import { hashToken, presentApiToken } from './api-tokens.store.ts';

const PREFIX = 'csk_';
const HINT_LENGTH = 8;
/** A leap year, and the hours that clocks and time zones may differ by. */
const LONGEST_MS = 367 * 24 * 60 * 60 * 1_000;

/**
 * Makes an API token; only its hash is kept.
 * @throws {DomainError} forbidden (a permission that the account does not have), invalid_input (expired, or longer than a year)
 */
export async function createApiToken(
  ctx: UseCaseContext<AccountActor>,
  input: { name: string; permissions: readonly Permission[]; expiresAt: string },
): Promise<{ token: string; apiToken: ApiToken }> {
  const permissions = [...new Set(input.permissions)];
  if (!permissions.every((permission) => ctx.actor.permissions.has(permission))) throw new DomainError('forbidden');
  const token = PREFIX + randomBytes(32).toString('base64url');
  const row = await ctx.tx
    .insertInto('api_tokens')
    .values({
      id: randomUUID(),
      account_id: ctx.actor.id,
      name: input.name,
      hint: token.slice(0, HINT_LENGTH),
      token_hash: hashToken(token),
      permissions,
      created_at: ctx.now,
      expires_at: expiryOf(input.expiresAt, ctx.now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const { id, name } = row;
  emitAccountEvent(ctx, 'account.api_token_created', { tokenId: id, name, permissions, expiresAt: input.expiresAt });
  return { token, apiToken: presentApiToken(row) };
}

function expiryOf(text: string, now: Date): Date {
  const expiresAt = new Date(text);
  const leftMs = expiresAt.getTime() - now.getTime();
  if (leftMs > 0 && leftMs <= LONGEST_MS) return expiresAt;
  throw new DomainError('invalid_input', { issues: [{ path: 'expiresAt', message: 'must lie within the next year' }] });
}
