/**
 * `npm run bench -- NAME [--json] [--pairs N] [--profile]`: the last line printed is one JSON object. With `--json` everything else goes to stderr.
 */
import { parseArgs } from 'node:util';
import { benchmarkAccess } from './access/benchmark-access.ts';
import type { Benchmark } from './benchmark.ts';
import { benchmarkConnections } from './connections/benchmark-connections.ts';
import { benchmarkFanout } from './fanout/benchmark-fanout.ts';
import { benchmarkFluidity } from './fluidity/benchmark-fluidity.ts';
import { benchmarkInbox } from './inbox/benchmark-inbox.ts';
import { describeMachine } from './machine.ts';
import { benchmarkMessages } from './messages/benchmark-messages.ts';
import { profileMessages } from './messages/profile-messages.ts';
import { benchmarkPlugins } from './plugins/benchmark-plugins.ts';
import { benchmarkRouting } from './routing/benchmark-routing.ts';
import { benchmarkSizes } from './sizes/benchmark-sizes.ts';
import { benchmarkStart } from './start/benchmark-start.ts';
import { benchmarkVisitors } from './visitors/benchmark-visitors.ts';

const benchmarks: Record<string, Benchmark> = {
  access: benchmarkAccess,
  connections: benchmarkConnections,
  fanout: benchmarkFanout,
  fluidity: benchmarkFluidity,
  inbox: benchmarkInbox,
  messages: (options) => (options.profile ? profileMessages(options) : benchmarkMessages(options)),
  plugins: benchmarkPlugins,
  routing: benchmarkRouting,
  sizes: benchmarkSizes,
  start: benchmarkStart,
  visitors: benchmarkVisitors,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '5' },
  },
});
const [name = ''] = positionals;
const benchmark = benchmarks[name];
if (!benchmark) {
  console.error(`There is no benchmark called "${name}". There are: ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(1);
}

const say = (line: string) => (values.json ? console.error(line) : console.log(line));
const machine = describeMachine();
say(`${name}, ${machine.date}, ${machine.machine}`);
const { figures, faults } = await benchmark({
  say,
  profile: values.profile,
  pairs: Math.max(1, Number(values.pairs) || 1),
});
for (const fault of faults) console.error(`FAULT: ${fault}`);
console.log(JSON.stringify({ ...figures, ...machine }));
process.exit(faults.length > 0 ? 1 : 0);
