import { createHash } from 'node:crypto';
import { DomainError } from '../../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../../access/index.ts';
import { emitAccountEvent } from '../announce.ts';
import type { IdentityDependencies } from '../identity.ts';

const PIXELS = 256;
/** A picture that would unfold to more than this is refused. */
const MAX_PIXELS = 50_000_000;
const IMAGE_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

export const MAX_AVATAR_BYTES = 2 * 1024 * 1024;

export const avatarKey = (accountId: string, hash: string) => `avatars/${accountId}/${hash}.webp`;

export function avatarUrl(accountId: string, hash: string | null): string | null {
  return hash === null ? null : `/avatars/${accountId}/${hash}`;
}

/**
 * Sets one's picture: what the bytes are is looked at, not believed; what is kept is drawn anew, so nothing hidden comes along.
 * @throws {DomainError} unsupported_file
 */
export async function putAvatar(
  { run, storage }: Pick<IdentityDependencies, 'run' | 'storage'>,
  actor: AccountActor,
  bytes: Buffer,
): Promise<void> {
  const picture = await redraw(bytes);
  const hash = createHash('sha256').update(picture).digest('hex').slice(0, 32);
  await storage.put(avatarKey(actor.id, hash), picture, { contentType: 'image/webp' });
  await replaceAvatar({ run, storage }, actor, hash);
}

/** Removes one's picture; having none is fine. */
export function deleteAvatar(
  dependencies: Pick<IdentityDependencies, 'run' | 'storage'>,
  actor: AccountActor,
): Promise<void> {
  return replaceAvatar(dependencies, actor, null);
}

async function replaceAvatar(
  { run, storage }: Pick<IdentityDependencies, 'run' | 'storage'>,
  actor: AccountActor,
  hash: string | null,
): Promise<void> {
  const before = await run(actor, writeAvatarHash, { hash });
  if (before !== null && before !== hash) await storage.delete(avatarKey(actor.id, before));
}

async function writeAvatarHash(
  ctx: UseCaseContext<AccountActor>,
  { hash }: { hash: string | null },
): Promise<string | null> {
  const { id } = ctx.actor;
  const { avatar_hash: before } = await ctx.tx
    .selectFrom('accounts')
    .select('avatar_hash')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (before === hash) return before;
  await ctx.tx.updateTable('accounts').set({ avatar_hash: hash, updated_at: ctx.now }).where('id', '=', id).execute();
  emitAccountEvent(ctx, 'account.profile_changed', {
    before: { avatarUrl: avatarUrl(id, before) },
    after: { avatarUrl: avatarUrl(id, hash) },
  });
  return before;
}

/** The libraries are loaded with the first picture: together they take 20 MB. */
async function redraw(bytes: Buffer): Promise<Buffer> {
  const { fileTypeFromBuffer } = await import('file-type');
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  if (!mime || !IMAGE_TYPES.has(mime)) throw new DomainError('unsupported_file');
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize(PIXELS, PIXELS, { fit: 'cover' })
    .webp({ quality: 82 })
    .timeout({ seconds: 10 })
    .toBuffer()
    .catch(() => {
      throw new DomainError('unsupported_file');
    });
}
