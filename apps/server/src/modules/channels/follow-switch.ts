import type { Channel } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { ConsumerDefinition } from '../../platform/events/index.ts';
import { askKind } from './ask-channel.ts';
import type { ChannelKinds } from './channel-kinds.ts';
import { findChannel } from './channels.store.ts';
import type { PresentToPlugin } from './plugin-channel.ts';
import { keepRegistration } from './register-webhook.ts';

export interface SwitchParts {
  readonly db: Database;
  readonly kinds: ChannelKinds;
  readonly present: PresentToPlugin;
}

/**
 * A channel was switched off or on: its provider is told where that is possible. Once; what came of it stands in the status of the channel, and there is
 * a button for more.
 */
export const createSwitchFollower = ({ db, kinds, present }: SwitchParts): ConsumerDefinition => ({
  name: 'channel switches',
  types: ['channel.updated'],
  from: 'now',
  handle: async ({ payload }) => {
    const { channelId, before, after } = payload as { channelId: string; before: Channel; after: Channel };
    if (before.enabled === after.enabled) return;
    const channel = await findChannel(db, channelId);
    const kind = channel && channel.transport !== 'live' ? kinds.find(channel.type) : undefined;
    if (!channel || !kind) return;
    // As it is now: it may have been switched again.
    const act = channel.enabled ? 'provision' : 'deprovision';
    if (!kind.manifest.can.includes(act)) return;
    await keepRegistration(db, channelId, act, await askKind({ kinds, present }, kind, channel, act));
  },
});
