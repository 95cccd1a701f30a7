/**
 * `npm run verify:access [-- --json]`: knocks at every route and every realtime subscription as everybody, for things in every place of
 * the tree, and compares what happens with what the contract declares. The last line printed is one JSON object; a hole makes it fail.
 */
import { parseArgs } from 'node:util';
import { openDesk } from '../bench/desk/desk.ts';
import { verifyRoutes } from './verify-access/verify-routes.ts';
import { verifySubscriptions } from './verify-access/verify-subscriptions.ts';
import { buildWorld } from './verify-access/world.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = (line: string) => (values.json ? console.error(line) : console.log(line));

const desk = await openDesk();
try {
  // Each knock comes from an address of its own: limits by address are not what is looked at here.
  const server = await desk.startServer({ env: { TRUST_PROXY: 'true' } });
  const world = await buildWorld(desk);
  // Routes come last: one of them signs everybody out.
  const subscriptions = await verifySubscriptions(world);
  const routes = await verifyRoutes(world);
  await server.stop();
  const holes = [...routes.holes, ...subscriptions.holes];
  for (const hole of holes) say(`HOLE ${hole}`);
  for (const route of routes.undeclared)
    say(`UNDECLARED ${route}: scripts/verify-access/requests.ts does not say how to ask it`);
  const figures = {
    routes: routes.count,
    subscriptions: subscriptions.count,
    cases: routes.cases + subscriptions.cases,
    holes: holes.length,
    undeclared: routes.undeclared.length,
  };
  console.log(JSON.stringify(figures));
  process.exitCode = figures.holes + figures.undeclared > 0 ? 1 : 0;
} finally {
  await desk.close();
}
