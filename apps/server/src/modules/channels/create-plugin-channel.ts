import { randomBytes } from 'node:crypto';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { enteredSettings, sealSecrets } from '../plugins/index.ts';
import { type ConfigParts, checkEntered } from './channel-config.ts';

interface NewPluginChannel {
  readonly id: string;
  readonly name: string;
  readonly orgUnitId: number;
  readonly skillGroupId: number;
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly silentAfterMinutes: number | null;
}

/**
 * Creates a channel of a plugin's kind; answers with what the desk made up for it.
 * @throws {DomainError} not_found: no plugin brings this kind, or several a kind of this short name; invalid_input
 */
export async function createPluginChannel(
  tx: DatabaseTransaction,
  { kinds, secrets }: ConfigParts,
  channel: NewPluginChannel,
): Promise<Readonly<Record<string, string>>> {
  const kind = kinds.named(channel.kind);
  if (!kind || kind.manifest.transport === 'live') throw new DomainError('not_found', { detail: 'channel kind' });
  const fields = kind.manifest.config;
  const { stored, generated } = checkEntered(fields, enteredSettings(fields, channel.config, {}));
  await tx
    .insertInto('channels')
    .values({
      id: channel.id,
      type: kind.id,
      transport: kind.manifest.transport,
      name: channel.name,
      org_unit_id: channel.orgUnitId,
      skill_group_id: channel.skillGroupId,
      config: JSON.stringify(stored.values),
      config_secrets: sealSecrets(secrets, stored.secrets),
      silent_after_minutes: channel.silentAfterMinutes,
      // Every channel has one; only sites use it.
      identity_secret: secrets.seal(randomBytes(32).toString('hex')),
    })
    .execute();
  return generated;
}
