import type { InvitationSettings } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessChannel } from '../channels/index.ts';
import { countOutcomes, findSettings, type SettingsRecord, saveSettings } from './invitations.store.ts';

type Context = UseCaseContext<AccountActor>;

/** @throws {DomainError} not_found */
export async function readInvitationSettings(ctx: Context, { id }: { id: string }): Promise<InvitationSettings> {
  const channel = await accessChannel(ctx, id);
  return { ...(await findSettings(ctx.tx, channel.id)), counts: await countOutcomes(ctx.tx, channel.id) };
}

/** @throws {DomainError} not_found */
export async function updateInvitationSettings(
  ctx: Context,
  { id, ...after }: SettingsRecord & { id: string },
): Promise<InvitationSettings> {
  const channel = await accessChannel(ctx, id);
  const before = await findSettings(ctx.tx, channel.id);
  await saveSettings(ctx.tx, channel.id, after);
  ctx.emit({
    type: 'invitation_settings.updated',
    orgUnitId: channel.orgUnitId,
    payload: { channelId: channel.id, before, after },
  });
  return { ...after, counts: await countOutcomes(ctx.tx, channel.id) };
}
