import { type Access, type RouteDefinition, routes } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';

type Person = 'nobody' | 'visitor' | 'clerk' | 'agent' | 'administrator' | 'newcomer' | 'super administrator';

/** What each kind of person may do, written down once more: the code must come to the same. */
const grants: Record<Person, readonly Access[]> = {
  nobody: ['public'],
  visitor: ['public', 'visitor'],
  clerk: ['public', 'account', 'account-any'],
  agent: ['public', 'account', 'account-any', 'conversations:read', 'conversations:serve', 'channels:read'],
  administrator: [
    'public',
    'account',
    'account-any',
    'conversations:read',
    'channels:read',
    'channels:write',
    'system:operate',
  ],
  /** Everything that an agent may do, once the password is changed. */
  newcomer: ['public', 'account-any'],
  'super administrator': [
    'public',
    'account',
    'account-any',
    'conversations:read',
    'conversations:serve',
    'channels:read',
    'channels:write',
    'system:operate',
  ],
};
const people = Object.keys(grants) as Person[];
const definitions = Object.values(routes).flatMap((noun) => Object.values(noun) as RouteDefinition[]);
const refusals = ['unauthenticated', 'forbidden', 'password_change_required'];

let desk: TestDesk;
let headers: Record<Person, Record<string, string>>;

beforeAll(async () => {
  desk = await startDesk();
  const visitor = await desk.buildVisitor();
  const clerk = await desk.buildAgent({ agent: false });
  const agent = await desk.buildAgent();
  const administrator = await desk.buildAgent({ agent: false });
  await desk.db.updateTable('accounts').set({ is_administrator: true }).where('id', '=', administrator.id).execute();
  const newcomer = await desk.buildAgent({ mustChangePassword: true });
  const chief = await desk.buildAgent({ superAdministrator: true });
  const signedIn = ({ cookie }: { cookie: string }) => ({ cookie, origin: desk.url });
  headers = {
    nobody: {},
    visitor: { authorization: `Bearer ${visitor.token}` },
    clerk: signedIn(clerk),
    agent: signedIn(agent),
    administrator: signedIn(administrator),
    newcomer: signedIn(newcomer),
    'super administrator': signedIn(chief),
  };
});
afterAll(() => desk.stop());

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const parameters: Record<string, string> = { position: '1', consumer: 'none', variant: 'original' };

/** Knocks at a route without anything to say; answers with the code of the refusal, or null if the door opened. */
async function knock({ method, path }: RouteDefinition, person: Person): Promise<string | null> {
  const address = path.replace(/:(\w+)/g, (_, name: string) => parameters[name] ?? UNKNOWN);
  const response = await desk.app.http.inject({
    method,
    url: address,
    headers: { host: `127.0.0.1:${desk.port}`, ...headers[person] },
  });
  expect(response.statusCode).not.toBe(500);
  const isJson = response.headers['content-type']?.toString().includes('json');
  const code = isJson ? response.json<{ code?: string }>().code : undefined;
  return code !== undefined && refusals.includes(code) ? code : null;
}

describe('every route lets in whom its declaration names, and nobody else', () => {
  // Signing out comes last: it ends the sessions that the others need.
  const inOrder = [...definitions].sort(
    (a, b) => Number(a === routes.identity.signOut) - Number(b === routes.identity.signOut),
  );

  const named = inOrder.map((definition) => [`${definition.method} ${definition.path}`, definition] as const);
  test.each(named)('%s', async (_name, definition) => {
    expect(definition.access.length).toBeGreaterThan(0);
    for (const person of people) {
      const allowed = definition.access.some((access) => grants[person].includes(access));
      expect([person, await knock(definition, person)]).toEqual([person, allowed ? null : refusalOf(person)]);
    }
  });
});

const refusalOf = (person: Person) =>
  person === 'nobody' ? 'unauthenticated' : person === 'newcomer' ? 'password_change_required' : 'forbidden';

test('what is served beside the contract is public by intent, and known', () => {
  const pages = ['*', '/chat/:id', '/testclient.html', '/widget.js', '/widget-config/:id'];
  const documents = ['/metrics', '/openapi.json', '/reference', '/reference*', '/assets/*', '/chat-assets/*'];
  const beside = [...pages, ...documents].map((path) => `GET ${path}`);
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
