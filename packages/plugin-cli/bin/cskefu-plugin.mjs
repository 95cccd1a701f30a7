#!/usr/bin/env node
// Starts src/main.ts with a Node that runs TypeScript: the one at hand, or that of the checkout in which this stands.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const OLDEST = 24;
const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const main = pathOf('../src/main.ts');
const pinned = pathOf('../../../node_modules/node/bin/node');

if (Number.parseInt(process.versions.node, 10) >= OLDEST) await import(new URL('../src/main.ts', import.meta.url).href);
else if (existsSync(pinned))
  process.exit(spawnSync(pinned, [main, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
else {
  console.error(`cskefu-plugin needs Node ${OLDEST} or newer; this is ${process.version}.`);
  process.exit(2);
}
