import assert from 'node:assert/strict';
import test from 'node:test';
import { runConformance } from '@cskefu/plugin-testkit';
import en from '../locales/en.json' with { type: 'json' };
import zh from '../locales/zh-CN.json' with { type: 'json' };
import { fixtures } from './fixtures.ts';
import plugin from './index.ts';

for (const [kind, given] of Object.entries(fixtures))
  test(`the channel ${kind} keeps what every channel promises`, async () => {
    const { cases } = await runConformance(plugin, kind, given, { catalogs: { 'zh-CN': zh, en } });
    assert.deepEqual(
      cases.filter(({ outcome }) => outcome === 'failed'),
      [],
    );
  });
