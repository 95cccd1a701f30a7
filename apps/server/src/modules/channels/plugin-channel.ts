import type { Channel as PluginChannel } from '@cskefu/plugin-sdk';
import type { SecretBox } from '../../platform/config/index.ts';
import { openSecrets, setAt } from '../plugins/index.ts';
import { type ChannelRecord, webhookPathOf } from './channels.store.ts';

/** A channel as its plugin gets it: with its secrets, which no other plugin is ever given. */
export type PresentToPlugin = (record: ChannelRecord) => PluginChannel;

export const createPresentToPlugin =
  (secrets: SecretBox, publicUrl: string): PresentToPlugin =>
  (record) => ({
    id: record.id,
    name: record.name,
    config: configOf(record, secrets) as PluginChannel['config'],
    webhookUrl: `${publicUrl.replace(/\/$/, '')}${webhookPathOf(record.id)}`,
  });

/** What was entered, with its secrets. */
export const configOf = (
  { config, configSecrets }: ChannelRecord,
  secrets: SecretBox,
): Readonly<Record<string, unknown>> =>
  Object.entries(openSecrets(secrets, configSecrets)).reduce(
    (values, [path, secret]) => setAt(values, path, secret),
    config,
  );
