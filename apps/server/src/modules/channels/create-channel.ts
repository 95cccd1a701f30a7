import { randomInt } from 'node:crypto';
import type { Channel, WebChannelSettings } from '@cskefu/contract';
import type { SecretBox } from '../../platform/config/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitWithin, type OrgUnitRecord } from '../organization/index.ts';
import { accessChannel } from './access-channel.ts';
import { presentChannel } from './channels.store.ts';
import { createWebChannel } from './create-web-channel.ts';
import { type GivenSettings, givenOf } from './given-settings.ts';

export interface ChannelRequest {
  readonly name: string;
  readonly orgUnitId?: number | undefined;
  readonly skillGroupId: number;
  readonly settings: GivenSettings;
}

/** Creates a web channel in a unit and for a skill group that the actor reaches. */
export function createChannel(
  secrets: SecretBox,
): (ctx: UseCaseContext<AccountActor>, request: ChannelRequest) => Promise<Channel> {
  return async (ctx, request) => {
    const skillGroup = await accessSkillGroup(ctx, request.skillGroupId);
    const unit =
      request.orgUnitId === undefined ? skillGroup : await findUnitWithin(ctx.tx, ctx.actor.orgUnit, request.orgUnitId);
    if (!unit) throw new DomainError('not_found', { detail: 'org unit' });
    const id = newChannelId();
    const settings = givenOf(request.settings) as Partial<WebChannelSettings>;
    await createWebChannel(ctx.tx, secrets, {
      id,
      name: request.name,
      orgUnitId: unit.id,
      skillGroupId: skillGroup.id,
      settings,
    });
    const channel = presentChannel(await accessChannel(ctx, id));
    ctx.emit({ type: 'channel.created', orgUnitId: unit.id, payload: { channelId: id, after: channel } });
    return channel;
  };
}

/**
 * A unit within reach that takes conversations.
 * @throws {DomainError} not_found
 */
export async function accessSkillGroup(ctx: UseCaseContext<AccountActor>, id: number): Promise<OrgUnitRecord> {
  const unit = await findUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit?.isSkillGroup) throw new DomainError('not_found', { detail: 'skill group' });
  return unit;
}

/** Without letters and digits that look alike: people read it out of a script tag. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const newChannelId = () => Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
