// Runs in a process of its own that may read the plugin and nothing else: imports it and tells its manifest.
import { manifestOf } from '@cskefu/plugin-sdk';
import { loadPlugin } from './load-plugin.ts';
import { answer } from './mark.ts';

answer(manifestOf(await loadPlugin(process.argv[2])));
