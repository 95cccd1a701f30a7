import { type RouteDefinition, routes } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

const definitions = Object.values(routes).flatMap((noun) => Object.values(noun) as RouteDefinition[]);
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

/** Knocks at a route without anything to say; answers with the code of the refusal, or null if the door opened. */
async function knock({ method, path }: RouteDefinition, { cookie }: TestAgent): Promise<string | null> {
  const response = await desk.app.http.inject({
    method,
    url: path.replace(/:\w+/g, UNKNOWN),
    headers: { host: `127.0.0.1:${desk.port}`, cookie, origin: desk.url },
  });
  const isJson = response.headers['content-type']?.toString().includes('json');
  const { code } = isJson ? response.json<{ code?: string }>() : {};
  return code === 'forbidden' || code === 'password_change_required' ? code : null;
}

// Who gets in with which permission, and to what in the tree, is proved by scripts/verify-access.ts, for every route and person.
describe('whatever else they hold', () => {
  test('an account that owes a new password gets nowhere but to that', async () => {
    const newcomer = await desk.buildAgent({ mustChangePassword: true });
    for (const definition of definitions) {
      const { access } = definition;
      const open = access.includes('public') || access.includes('account-any');
      if (definition === routes.identity.signOut) continue;
      const refused = access.every((one) => one === 'visitor')
        ? ['forbidden', 'password_change_required']
        : ['password_change_required'];
      expect(open ? [null] : refused).toContain(await knock(definition, newcomer));
    }
  });

  test('an account without a role gets to its own profile, and to nothing that needs a permission', async () => {
    const clerk = await desk.buildAgent({ agent: false });
    for (const definition of definitions) {
      const { access } = definition;
      const open = access.some((one) => one === 'public' || one === 'account' || one === 'account-any');
      if (definition === routes.identity.signOut) continue;
      expect([definition.path, await knock(definition, clerk)]).toEqual([definition.path, open ? null : 'forbidden']);
    }
  });

  test('whoever is no agent serves nobody', async () => {
    const chief = await desk.buildAgent({ superAdministrator: true, agent: false });
    expect(await knock(routes.conversations.take, chief)).toBe('forbidden');
    expect(await knock(routes.conversations.get, chief)).toBeNull();
  });
});

test('what is served beside the contract is public by intent, and known', () => {
  const pages = ['*', '/chat/:id', '/testclient.html', '/widget.js', '/widget-page.js', '/widget-config/:id'];
  const documents = ['/metrics', '/openapi.json', '/reference', '/reference*', '/assets/*', '/chat-assets/*'];
  // Providers prove themselves by signatures; routes of plugins name who may ask in their manifest.
  const webhooks = ['/c/:channelId', '/c/:channelId/*', '/c/:channelId*'].flatMap((path) => [
    `GET ${path}`,
    `POST ${path}`,
  ]);
  const plugins = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /p/:plugin/*`);
  const beside = [...[...pages, ...documents].map((path) => `GET ${path}`), ...webhooks, ...plugins];
  const declared = definitions.map(({ method, path }) => `${method} ${path}`);
  expect(servedRoutes().filter((route) => !declared.includes(route) && !beside.includes(route))).toEqual([]);
  expect(declared.filter((route) => !servedRoutes().includes(route))).toEqual([]);
});

/** From Fastify's drawing of its tree: every method and path that it answers. */
function servedRoutes(): string[] {
  const path: string[] = [];
  return desk.app.http
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent, segment, methods] = /^([│ ]*)[├└]── (\S+) \((.+)\)$/.exec(line) ?? [];
      if (indent === undefined || segment === undefined || methods === undefined) return [];
      path.splice(indent.length / 4, Number.POSITIVE_INFINITY, segment);
      const served = methods.split(', ').filter((method) => method !== 'HEAD');
      return served.map((method) => `${method} ${path.join('')}`);
    });
}
