import { defaultWebChannelSettings, webChannelSettings } from '@cskefu/contract';
import { checkConfig, type Field, type Fields } from '@cskefu/plugin-sdk';
import { web } from '@cskefu/plugin-web';
import { expect, test } from 'vitest';

/** Paths of everything that can be set, by the plugin. */
const pathsOf = (fields: Fields, prefix = ''): string[] =>
  Object.entries(fields).flatMap(([key, field]: [string, Field]) =>
    field.type === 'group' ? pathsOf(field.fields, `${prefix}${key}.`) : [prefix + key],
  );

const leavesOf = (value: object, prefix = ''): string[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? leavesOf(inner, `${prefix}${key}.`)
      : [prefix + key],
  );

/** A text that is not given is null in the contract, and absent for the plugin. */
const withoutNulls = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, inner) => (inner === null ? undefined : inner)));

test('the contract and the plugin of web channels know the same settings, with the same values at first', () => {
  expect(pathsOf(web.config).sort()).toEqual(leavesOf(defaultWebChannelSettings).sort());
  expect(checkConfig(web.config, {})).toEqual({ ok: true, value: withoutNulls(defaultWebChannelSettings) });
  expect(checkConfig(web.config, defaultWebChannelSettings)).toMatchObject({ ok: true });
});

const wrong = [
  { color: 'green' },
  { offsetX: 401 },
  { offsetY: -1 },
  { title: 'x'.repeat(61) },
  { welcome: 'x'.repeat(1_001) },
  { avatarUrl: 'javascript:alert(1)' },
  { avatarUrl: '//elsewhere.example/a.png' },
  { locale: 'fr' },
  { skillGroups: Array.from({ length: 21 }, (_, at) => at + 1) },
  { skillGroups: [0] },
  { privacy: { notice: null, url: 'ftp://x.example', consent: false } },
  { allowedOrigins: ['x'.repeat(201)] },
];

test.each(wrong)('both refuse %j', (part) => {
  expect(webChannelSettings.partial().safeParse(part).success).toBe(false);
  expect(checkConfig(web.config, part).ok).toBe(false);
});

test.each([{ avatarUrl: '/logo.png' }, { avatarUrl: 'https://cdn.example/a.png' }, { skillGroups: [1, 2] }])(
  'both take %j',
  (part) => {
    expect(webChannelSettings.partial().safeParse(part).success).toBe(true);
    expect(checkConfig(web.config, part).ok).toBe(true);
  },
);
