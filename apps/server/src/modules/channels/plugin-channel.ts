import type { Channel as PluginChannel } from '@cskefu/plugin-sdk';
import type { SecretBox } from '../../platform/config/index.ts';
import { type ChannelRecord, webhookPathOf } from './channels.store.ts';

type Values = Readonly<Record<string, unknown>>;

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
export const configOf = ({ config, configSecrets }: ChannelRecord, secrets: SecretBox): Values => {
  if (configSecrets === null) return config;
  const opened = JSON.parse(secrets.open(configSecrets)) as Readonly<Record<string, string>>;
  return Object.entries(opened).reduce((values, [path, secret]) => setAt(values, path.split('.'), secret), config);
};

const setAt = (values: Values, [key = '', ...rest]: readonly string[], value: unknown): Values => {
  if (rest.length === 0) return { ...values, [key]: value };
  const inner = values[key];
  return { ...values, [key]: setAt(typeof inner === 'object' && inner !== null ? (inner as Values) : {}, rest, value) };
};
