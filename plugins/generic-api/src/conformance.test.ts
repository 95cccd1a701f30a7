import { testChannel } from '@cskefu/plugin-testkit/vitest';
import en from '../locales/en.json' with { type: 'json' };
import zh from '../locales/zh-CN.json' with { type: 'json' };
import { fixtures } from './fixtures.ts';
import plugin from './index.ts';

testChannel(plugin, 'generic-api', fixtures, { catalogs: { 'zh-CN': zh, en } });
