import { checkConfig, type Field, type Fields } from '@cskefu/plugin-sdk';
import { conformanceCase } from '../conformance-case.ts';
import { never } from '../skips.ts';
import type { Trial } from '../trial.ts';
import { expectEqual, expectTrue, Unmet } from '../unmet.ts';

export const settingsCases = [
  conformanceCase({
    id: 32,
    name: 'the settings are checked, and health tells bad credentials from an outage',
    skip: never,
    run: async (trial) => {
      checkForm(trial);
      await checkHealth(trial);
    },
  }),
  conformanceCase({
    id: 34,
    name: 'every text is there in zh-CN and en',
    skip: never,
    run: async ({ channel, catalogs }) => {
      const words = [channel.manifest.title, ...wordsOf(channel.manifest.config)];
      const plain = words.filter((word) => !/^%.+%$/.test(word));
      expectTrue(
        plain.length === 0,
        'each title and help to be a %key% of locales/*.json',
        `there are plain words: ${plain.join(', ')}`,
      );
      for (const locale of ['zh-CN', 'en']) {
        const known = catalogs[locale] ?? {};
        const needed = [
          ...words.map((word) => word.slice(1, -1)),
          ...Object.values(catalogs).flatMap((texts) => Object.keys(texts)),
        ];
        const missing = needed.filter((key) => !known[key]?.trim());
        expectTrue(missing.length === 0, `texts in ${locale}`, `missing: ${[...new Set(missing)].join(', ')}`);
      }
      for (const [key, text] of Object.entries(catalogs['zh-CN'] ?? {}))
        expectEqual(placeholders(catalogs['en']?.[key]), placeholders(text), `the placeholders of ${key} in English`);
    },
  }),
];

const checkForm = ({ channel, fixtures }: Trial): void => {
  const fields = channel.manifest.config;
  const checked = checkConfig(fields, fixtures.config);
  if (!checked.ok)
    throw new Unmet('fixtures.config to be valid', `there are problems: ${JSON.stringify(checked.problems)}`);
  for (const [key, field] of Object.entries(fields)) {
    if (!isRequired(field) || field.showIf || fixtures.config[key] === undefined) continue;
    const { [key]: _, ...rest } = fixtures.config;
    expectTrue(!checkConfig(fields, rest).ok, `settings without ${key} to be refused`, 'they were taken');
  }
  for (const config of fixtures.invalidConfigs ?? [])
    expectTrue(!checkConfig(fields, config).ok, `settings to be refused: ${JSON.stringify(config)}`, 'they were taken');
};

const isRequired = (field: Field) =>
  field.type !== 'group' &&
  field.type !== 'list' &&
  field.type !== 'boolean' &&
  !field.optional &&
  field.default === undefined;

const checkHealth = async ({ channel, host, fixtures }: Trial): Promise<void> => {
  const { well, badCredentials, down } = fixtures.provider ?? {};
  if (well) host.answer(well);
  host.forget();
  expectEqual((await channel.health()).ok, true, 'health while all is well');
  // Whoever asks nobody cannot know of an outage.
  if (host.requests.length === 0 && !badCredentials) return;
  expectTrue(host.requests.length > 0, 'health to ask the provider, who can refuse credentials', 'it asked nobody');
  if (down) {
    host.answer(down);
    const health = await channel.health();
    expectEqual(health.ok || health.code, 'outage', 'health while the provider is down');
  }
  host.answer(() => 'unreachable');
  const gone = await channel.health();
  expectEqual(gone.ok || gone.code, 'outage', 'health while the provider cannot be reached');
  if (!badCredentials) return;
  host.answer(badCredentials);
  const health = await channel.health();
  expectEqual(health.ok || health.code, 'bad_credentials', 'health with bad credentials');
};

const wordsOf = (fields: Fields): string[] =>
  Object.values(fields).flatMap((field) => [
    field.title,
    ...(field.help === undefined ? [] : [field.help]),
    ...(field.type === 'group' ? wordsOf(field.fields) : []),
    ...(field.type === 'choice' ? field.options.map(({ title }) => title) : []),
    ...(field.type === 'list' ? wordsOf({ item: field.item }) : []),
  ]);

const placeholders = (text = ''): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
