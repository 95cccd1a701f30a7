import type { Channel, WebChannelSettings } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessChannel } from './access-channel.ts';
import { presentChannel } from './channels.store.ts';

export interface ChannelChanges {
  readonly id: string;
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly settings?: { [K in keyof WebChannelSettings]?: WebChannelSettings[K] | undefined } | undefined;
}

/** Changes a channel; what is absent stays. The event carries what it was and what it is. */
export async function updateChannel(ctx: UseCaseContext<AccountActor>, changes: ChannelChanges): Promise<Channel> {
  const before = await accessChannel(ctx, changes.id);
  const given = Object.fromEntries(Object.entries(changes.settings ?? {}).filter(([, value]) => value !== undefined));
  const after = {
    ...before,
    name: changes.name ?? before.name,
    enabled: changes.enabled ?? before.enabled,
    settings: { ...before.settings, ...given } as WebChannelSettings,
  };
  await ctx.tx
    .updateTable('channels')
    .set({ name: after.name, enabled: after.enabled, settings: JSON.stringify(after.settings) })
    .where('id', '=', changes.id)
    .execute();
  ctx.emit({
    type: 'channel.updated',
    orgUnitId: before.orgUnitId,
    payload: { channelId: before.id, before: presentChannel(before), after: presentChannel(after) },
  });
  return presentChannel(after);
}
