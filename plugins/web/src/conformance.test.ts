import { testChannel } from '@cskefu/plugin-testkit/vitest';
import { catalogs } from './catalogs.ts';
import { fixtures } from './fixtures.ts';
import plugin from './index.ts';

testChannel(plugin, 'web', fixtures, { catalogs });
