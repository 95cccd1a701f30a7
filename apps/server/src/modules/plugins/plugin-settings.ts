import { randomBytes } from 'node:crypto';
import type { PluginSettings } from '@cskefu/contract';
import type { Fields } from '@cskefu/plugin-sdk';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase } from '../access/index.ts';
import type { PluginDesk } from './plugin-desk.ts';
import { changePlugin, lockPlugin, type PluginRecord } from './plugins.store.ts';
import { findInstalled } from './present-plugin.ts';
import {
  checkSettings,
  enteredSettings,
  fitting,
  openSecrets,
  type StoredSettings,
  sealSecrets,
  secretPaths,
  setAt,
  textFields,
  valueAt,
} from './settings-values.ts';
import { tryPlugin } from './try-plugin.ts';

type Desk = PluginDesk & { run: RunUseCase };
type Generated = Readonly<Record<string, string>>;

/** @throws {DomainError} not_found */
export async function getSettings(desk: PluginDesk, id: string): Promise<PluginSettings> {
  const { record, known } = await findInstalled(desk, id);
  return present(known.manifest.config, storedOf(desk, record, known.manifest.config), {});
}

/**
 * Replaces the settings. They are tried before they count: a plugin that cannot start with them goes on as before.
 * @throws {DomainError} not_found, invalid_input, activation_failed
 */
export async function saveSettings(
  desk: Desk,
  actor: AccountActor,
  { id, values }: { id: string; values: Readonly<Record<string, unknown>> },
): Promise<PluginSettings> {
  const { record, known } = await findInstalled(desk, id);
  const fields = known.manifest.config;
  const entered = enteredSettings(fields, values, storedOf(desk, record, fields).secrets);
  const { filled, generated } = generateMissing(fields, entered);
  const checked = checkSettings(fields, filled);
  if (!checked.ok)
    throw new DomainError('invalid_input', {
      issues: checked.problems.map(({ path, code }) => ({ path, message: code })),
    });
  if (!desk.safeMode && record.wantedHash !== null && record.enabled)
    await tryPlugin(known, await desk.files.ensure(record.wantedHash), checked.config, checked.stored.secrets);
  await write(desk, actor, record, checked.stored);
  return present(fields, checked.stored, generated);
}

/**
 * A new value for a field that is `generated`. What is missing beside it does not matter here.
 * @throws {DomainError} not_found
 */
export async function generateSetting(
  desk: Desk,
  actor: AccountActor,
  { id, path }: { id: string; path: string },
): Promise<PluginSettings> {
  const { record, known } = await findInstalled(desk, id);
  const fields = known.manifest.config;
  const field = textFields(fields).find(([at]) => at === path)?.[1];
  if (!field?.generated) throw new DomainError('not_found');
  const value = randomBytes(field.generated.bytes).toString('base64url');
  const stored = withText(storedOf(desk, record, fields), path, value, field.secret === true);
  await write(desk, actor, record, stored);
  return present(fields, stored, { [path]: value });
}

const storedOf = (desk: PluginDesk, record: PluginRecord, fields: Fields): StoredSettings => ({
  values: fitting(fields, record.settings),
  secrets: openSecrets(desk.secrets, record.secrets),
});

export const withText = (stored: StoredSettings, path: string, value: string, secret: boolean): StoredSettings =>
  secret
    ? { ...stored, secrets: { ...stored.secrets, [path]: value } }
    : { ...stored, values: setAt(stored.values, path, value) };

export const generateMissing = (fields: Fields, entered: StoredSettings) => {
  let filled = entered;
  const generated: Record<string, string> = {};
  for (const [path, field] of textFields(fields)) {
    const has = field.secret ? entered.secrets[path] : valueAt(entered.values, path);
    // In a group that was not entered at all nothing is made up: it may not be shown.
    if (!field.generated || (has !== undefined && has !== '' && has !== null)) continue;
    const value = randomBytes(field.generated.bytes).toString('base64url');
    generated[path] = value;
    filled = withText(filled, path, value, field.secret === true);
  }
  return { filled, generated };
};

async function write(desk: Desk, actor: AccountActor, record: PluginRecord, stored: StoredSettings): Promise<void> {
  const before = openSecrets(desk.secrets, record.secrets);
  await desk.run(
    actor,
    async (ctx) => {
      const now = await lockPlugin(ctx.tx, record.id);
      if (!now) throw new DomainError('not_found');
      await changePlugin(ctx.tx, record.id, {
        settings: stored.values,
        secrets: sealSecrets(desk.secrets, stored.secrets),
      });
      const names = new Set([...Object.keys(before), ...Object.keys(stored.secrets)]);
      ctx.emit({
        type: 'plugin.settings_changed',
        payload: {
          pluginId: record.id,
          before: { settings: now.settings },
          after: { settings: stored.values },
          changedSecrets: [...names].filter((path) => before[path] !== stored.secrets[path]),
        },
      });
    },
    undefined,
  );
  await desk.runtime.settle();
}

const present = (fields: Fields, stored: StoredSettings, generated: Generated): PluginSettings => ({
  fields: { ...fields },
  values: { ...stored.values },
  secrets: Object.fromEntries(secretPaths(fields).map((path) => [path, stored.secrets[path] !== undefined])),
  complete: checkSettings(fields, stored).ok,
  generated,
});
