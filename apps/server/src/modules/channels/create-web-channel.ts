import { randomBytes } from 'node:crypto';
import type { WebChannelSettings } from '@cskefu/contract';
import type { SecretBox } from '../../platform/config/index.ts';
import type { DatabaseTransaction } from '../../platform/database/index.ts';

export interface NewChannel {
  readonly id: string;
  readonly name: string;
  readonly orgUnitId: number;
  readonly skillGroupId: number;
  readonly settings?: Partial<WebChannelSettings>;
}

/** Creates a web channel with a fresh identity secret. */
export async function createWebChannel(
  tx: DatabaseTransaction,
  secrets: SecretBox,
  channel: NewChannel,
): Promise<undefined> {
  await tx
    .insertInto('channels')
    .values({
      id: channel.id,
      type: 'web',
      name: channel.name,
      org_unit_id: channel.orgUnitId,
      skill_group_id: channel.skillGroupId,
      settings: JSON.stringify(channel.settings ?? {}),
      identity_secret: secrets.seal(randomBytes(32).toString('hex')),
    })
    .execute();
  return undefined;
}
