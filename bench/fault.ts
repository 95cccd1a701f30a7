/**
 * `npm run fault -- --messages N [--seed S] [--json]`: the last line printed is one JSON object. With `--json` everything else goes to stderr.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runFaults } from './fault/run-faults.ts';
import { describeMachine } from './machine.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    messages: { type: 'string', default: '20000' },
    seed: { type: 'string' },
  },
});
const messages = Number(values.messages);
const seed = Number(values.seed ?? randomInt(2 ** 31));
if (!Number.isInteger(messages) || messages < 1 || !Number.isInteger(seed)) {
  console.error('Use: npm run fault -- --messages N [--seed S] [--json], with whole numbers.');
  process.exit(1);
}

const say = (line: string) => (values.json ? console.error(line) : console.log(line));
const machine = describeMachine();
say(`${messages} messages, seed ${seed}, ${machine.date}, ${machine.machine}`);
const { incidents, ...figures } = await runFaults({ messages, seed, say });
for (const incident of incidents) console.error(`FAULT: ${incident}`);
console.log(JSON.stringify({ ...figures, ...machine }));
process.exit(figures.lost + figures.doubled + figures.reordered > 0 ? 1 : 0);
