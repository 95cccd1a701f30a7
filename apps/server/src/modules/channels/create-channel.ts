import { randomInt } from 'node:crypto';
import type { Channel, WebChannelSettings } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitWithin } from '../organization/index.ts';
import { accessChannel } from './access-channel.ts';
import { accessSkillGroup } from './access-skill-group.ts';
import type { ConfigParts } from './channel-config.ts';
import { presentChannel } from './channels.store.ts';
import { checkWebSettings } from './check-web-settings.ts';
import { createPluginChannel } from './create-plugin-channel.ts';
import { createWebChannel } from './create-web-channel.ts';
import { type GivenSettings, givenOf } from './given-settings.ts';

export interface ChannelRequest {
  readonly name: string;
  readonly orgUnitId?: number | undefined;
  readonly skillGroupId: number;
  readonly settings: GivenSettings;
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly silentAfterMinutes: number | null;
}

/**
 * Creates a channel in a unit and for a skill group that the actor reaches. What the desk made up for it is told this once.
 * @throws {DomainError} not_found: unit, skill group, kind; invalid_input
 */
export function createChannel(
  parts: ConfigParts,
): (
  ctx: UseCaseContext<AccountActor>,
  request: ChannelRequest,
) => Promise<Channel & { generated?: Readonly<Record<string, string>> }> {
  return async (ctx, request) => {
    const skillGroup = await accessSkillGroup(ctx, request.skillGroupId);
    const unit =
      request.orgUnitId === undefined ? skillGroup : await findUnitWithin(ctx.tx, ctx.actor.orgUnit, request.orgUnitId);
    if (!unit) throw new DomainError('not_found', { detail: 'org unit' });
    const id = newChannelId();
    const place = { id, name: request.name, orgUnitId: unit.id, skillGroupId: skillGroup.id };
    const settings = givenOf(request.settings) as Partial<WebChannelSettings>;
    if (request.kind === 'web') await checkWebSettings(ctx, parts.kinds, settings);
    const generated =
      request.kind === 'web'
        ? await createWebChannel(ctx.tx, parts.secrets, { ...place, settings })
        : await createPluginChannel(ctx.tx, parts, { ...request, ...place });
    const channel = presentChannel(await accessChannel(ctx, id));
    ctx.emit({ type: 'channel.created', orgUnitId: unit.id, payload: { channelId: id, after: channel } });
    return generated ? { ...channel, generated } : channel;
  };
}

/** Without letters and digits that look alike: people read it out of a script tag. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const newChannelId = () => Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
