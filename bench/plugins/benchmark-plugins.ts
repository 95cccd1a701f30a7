import type { Benchmark } from '../benchmark.ts';
import { awaitQuietMachine } from '../machine.ts';
import { measureChain } from './chain.ts';
import { measureIdle } from './idle.ts';
import { measureInbound } from './inbound.ts';
import { measureKill } from './kill.ts';
import { measureHook, measureMemory } from './one-host.ts';
import { measureSpin } from './spinning.ts';
import { measureHang, measureUpgrade } from './trouble.ts';
import { measureUnsubscribed } from './unsubscribed.ts';
import { measureUpload } from './upload.ts';

/** For whoever works on one of them: a word of its title. */
const ONLY = process.env['BENCH_ONLY'] ?? '';

type Figures = Record<string, number>;

/** What plugins cost, and what is left of it when they behave badly. */
export const benchmarkPlugins: Benchmark = async ({ say }) => {
  const figures: Figures = {};
  const parts: [string, () => Promise<Figures>][] = [
    ['a desk without plugins', measureIdle],
    ['a hook point that nobody wants', measureUnsubscribed],
    ['a hook in a shared child, 200 calls a second', measureHook],
    ['a chain of three transforms', measureChain],
    ['twenty plugins in one process', measureMemory],
    ['a plugin that hangs in a hook', measureHang],
    ['a host that is killed while it looks at every message', measureKill],
    ["from a provider's request to the agent's screen", measureInbound],
    ['messages beside two plugins that compute without end', measureSpin],
    ['from an upload to ready', measureUpload],
    ['upgrades under 1 000 calls a second', measureUpgrade],
  ];
  for (const [title, measure] of parts.filter(([title]) => title.includes(ONLY))) {
    say(title);
    await awaitQuietMachine();
    const measured = await measure();
    say(`  ${JSON.stringify(measured)}`);
    Object.assign(figures, measured);
  }
  const faults = [
    'idleHostProcesses',
    'chainUnchanged',
    'upgradeFailures',
    'hangAddedFailures',
    'killLost',
    'killDoubled',
    'inboundKillLost',
    'inboundDoubled',
    'spinLost',
  ].filter((name) => (figures[name] ?? 0) > 0);
  return { figures, faults: faults.map((name) => `${name}: ${figures[name]}`) };
};
