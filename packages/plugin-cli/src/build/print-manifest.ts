// Runs in a process of its own that may read the plugin and nothing else: imports it and prints its manifest.
import { manifestOf, type Plugin } from '@cskefu/plugin-sdk';
import { MARK } from './manifest-mark.ts';

const [entry = ''] = process.argv.slice(2);
const { default: plugin } = (await import(entry)) as { default?: Plugin };
if (typeof plugin?.id !== 'string') throw new Error('src/index.ts has no default export made by definePlugin');
process.stdout.write(`${MARK}${JSON.stringify(manifestOf(plugin))}\n`, () => process.exit(0));
