import { randomBytes } from 'node:crypto';
import type { ChannelConfig } from '@cskefu/contract';
import type { Fields } from '@cskefu/plugin-sdk';
import type { SecretBox } from '../../platform/config/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import {
  checkSettings,
  enteredSettings,
  fitting,
  generateMissing,
  openSecrets,
  type StoredSettings,
  sealSecrets,
  secretPaths,
  textFields,
  withText,
} from '../plugins/index.ts';
import { accessChannel } from './access-channel.ts';
import type { ChannelKinds } from './channel-kinds.ts';
import type { ChannelRecord } from './channels.store.ts';

export interface ConfigParts {
  readonly kinds: ChannelKinds;
  readonly secrets: SecretBox;
}

type Values = Readonly<Record<string, unknown>>;
type Context = UseCaseContext<AccountActor>;

/**
 * Checks what was entered and makes up what the desk makes.
 * @throws {DomainError} invalid_input: `issues` has path and code
 */
export function checkEntered(fields: Fields, entered: StoredSettings) {
  const { filled, generated } = generateMissing(fields, entered);
  const checked = checkSettings(fields, filled);
  if (!checked.ok)
    throw new DomainError('invalid_input', {
      issues: checked.problems.map(({ path, code }) => ({ path: `config.${path}`, message: code })),
    });
  return { stored: checked.stored, generated };
}

/** Settings of a channel of a plugin. */
export const readConfig =
  (parts: ConfigParts) =>
  async (ctx: Context, { id }: { id: string }): Promise<ChannelConfig> => {
    const channel = await accessPluginChannel(ctx, id);
    const fields = parts.kinds.find(channel.type)?.manifest.config ?? {};
    return present(fields, storedOf(parts, channel, fields), {});
  };

/**
 * Replaces the settings; a secret that is absent stays.
 * @throws {DomainError} not_found, invalid_input; conflict: its plugin is not here, so nobody knows what is right
 */
export const saveConfig =
  (parts: ConfigParts) =>
  async (ctx: Context, { id, values }: { id: string; values: Values }): Promise<ChannelConfig> => {
    const { channel, fields } = await accessConfig(parts, ctx, id);
    const entered = enteredSettings(fields, values, openSecrets(parts.secrets, channel.configSecrets));
    const { stored, generated } = checkEntered(fields, entered);
    await write(parts, ctx, channel, stored);
    return present(fields, stored, generated);
  };

/**
 * A new value for a field that the desk makes up.
 * @throws {DomainError} not_found, conflict
 */
export const generateSecret =
  (parts: ConfigParts) =>
  async (ctx: Context, { id, path }: { id: string; path: string }): Promise<ChannelConfig> => {
    const { channel, fields } = await accessConfig(parts, ctx, id);
    const field = textFields(fields).find(([at]) => at === path)?.[1];
    if (!field?.generated) throw new DomainError('not_found');
    const value = randomBytes(field.generated.bytes).toString('base64url');
    const stored = withText(storedOf(parts, channel, fields), path, value, field.secret === true);
    await write(parts, ctx, channel, stored);
    return present(fields, stored, { [path]: value });
  };

/** @throws {DomainError} not_found; conflict: it is a web channel */
export async function accessPluginChannel(ctx: Context, id: string): Promise<ChannelRecord> {
  const channel = await accessChannel(ctx, id);
  if (channel.transport === 'live') throw new DomainError('conflict', { detail: 'of a channel of a plugin only' });
  return channel;
}

async function accessConfig({ kinds }: ConfigParts, ctx: Context, id: string) {
  const channel = await accessPluginChannel(ctx, id);
  const fields = kinds.find(channel.type)?.manifest.config;
  if (!fields) throw new DomainError('conflict', { detail: `${channel.type} is not installed` });
  return { channel, fields };
}

const storedOf = ({ secrets }: ConfigParts, channel: ChannelRecord, fields: Fields): StoredSettings => ({
  values: Object.keys(fields).length === 0 ? channel.config : fitting(fields, channel.config),
  secrets: openSecrets(secrets, channel.configSecrets),
});

async function write({ secrets }: ConfigParts, ctx: Context, channel: ChannelRecord, stored: StoredSettings) {
  const before = openSecrets(secrets, channel.configSecrets);
  await ctx.tx
    .updateTable('channels')
    .set({ config: JSON.stringify(stored.values), config_secrets: sealSecrets(secrets, stored.secrets) })
    .where('id', '=', channel.id)
    .execute();
  const paths = new Set([...Object.keys(before), ...Object.keys(stored.secrets)]);
  ctx.emit({
    type: 'channel.configured',
    orgUnitId: channel.orgUnitId,
    payload: {
      channelId: channel.id,
      before: { config: channel.config },
      after: { config: stored.values },
      changedSecrets: [...paths].filter((path) => before[path] !== stored.secrets[path]),
    },
  });
}

const present = (
  fields: Fields,
  stored: StoredSettings,
  generated: Readonly<Record<string, string>>,
): ChannelConfig => ({
  fields: { ...fields },
  values: { ...stored.values },
  secrets: Object.fromEntries(secretPaths(fields).map((path) => [path, stored.secrets[path] !== undefined])),
  generated,
});
