import type { Channel, WebChannelSettings } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessChannel } from './access-channel.ts';
import { accessSkillGroup } from './access-skill-group.ts';
import type { ChannelKinds } from './channel-kinds.ts';
import { presentChannel } from './channels.store.ts';
import { checkWebSettings } from './check-web-settings.ts';
import { type GivenSettings, givenOf } from './given-settings.ts';

export interface ChannelChanges {
  readonly id: string;
  readonly name?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly skillGroupId?: number | undefined;
  readonly settings?: GivenSettings | undefined;
  readonly silentAfterMinutes?: number | null | undefined;
}

/** Changes a channel; what is absent stays. The event carries what it was and what it is. */
export const updateChannel =
  (kinds: ChannelKinds) =>
  async (ctx: UseCaseContext<AccountActor>, changes: ChannelChanges): Promise<Channel> => {
    const before = await accessChannel(ctx, changes.id);
    const skillGroup =
      changes.skillGroupId === undefined || changes.skillGroupId === before.skillGroup.id
        ? before.skillGroup
        : await accessSkillGroup(ctx, changes.skillGroupId);
    const after = {
      ...before,
      name: changes.name ?? before.name,
      enabled: changes.enabled ?? before.enabled,
      skillGroup: { id: skillGroup.id, name: skillGroup.name },
      silentAfterMinutes:
        changes.silentAfterMinutes === undefined ? before.silentAfterMinutes : changes.silentAfterMinutes,
      settings: { ...before.settings, ...givenOf(changes.settings) } as WebChannelSettings,
    };
    if (changes.settings) await checkWebSettings(ctx, kinds, after.settings, before.settings.skillGroups);
    await ctx.tx
      .updateTable('channels')
      .set({
        name: after.name,
        enabled: after.enabled,
        skill_group_id: after.skillGroup.id,
        silent_after_minutes: after.silentAfterMinutes,
        ...(after.silentAfterMinutes === null ? { silent_since: null } : {}),
        settings: JSON.stringify(after.settings),
      })
      .where('id', '=', changes.id)
      .execute();
    ctx.emit({
      type: 'channel.updated',
      orgUnitId: before.orgUnitId,
      payload: { channelId: before.id, before: presentChannel(before), after: presentChannel(after) },
    });
    return presentChannel(after);
  };
