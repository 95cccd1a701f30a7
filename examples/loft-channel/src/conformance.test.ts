import { testChannel } from '@cskefu/plugin-testkit/node';
import en from '../locales/en.json' with { type: 'json' };
import zh from '../locales/zh-CN.json' with { type: 'json' };
import { fixtures } from './fixtures.ts';
import plugin from './index.ts';

for (const [kind, given] of Object.entries(fixtures))
  testChannel(plugin, kind, given, { catalogs: { 'zh-CN': zh, en } });
