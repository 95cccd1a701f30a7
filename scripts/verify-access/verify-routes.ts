import { type RouteDefinition, routes, type ScopedItem } from '../../packages/contract/src/index.ts';
import { type Person, type Place, people, places } from './people.ts';
import { type Asked, bodies, lists, named, parameters, UNKNOWN_ID } from './requests.ts';
import { requestIdOf } from './things.ts';
import type { World } from './world.ts';

/** What a door did: let through, refused for who one is, or knew nothing of the thing. */
type Outcome = 'open' | 'unauthenticated' | 'forbidden' | 'hidden';

interface Answer {
  readonly outcome: Outcome;
  readonly code: string | undefined;
  readonly text: string;
}

export interface Report {
  readonly count: number;
  readonly cases: number;
  readonly holes: readonly string[];
}

const keyOf = ({ method, path }: RouteDefinition) => `${method} ${path}`;

export async function verifyRoutes(world: World): Promise<Report & { undeclared: readonly string[] }> {
  const definitions = Object.values(routes).flatMap((noun) => Object.values(noun) as RouteDefinition[]);
  const holes: string[] = [];
  const undeclared: string[] = [];
  let cases = 0;
  const expect = (what: string, got: unknown, wanted: unknown, detail = '') => {
    cases += 1;
    if (got !== wanted)
      holes.push(`${what}: ${String(got)} instead of ${String(wanted)}${detail ? ` (${detail})` : ''}`);
  };

  // Lists come first, while they are short. Signing out comes last: it would end the session that the others need.
  const rank = (definition: RouteDefinition) => (endsSession(definition) ? 2 : lists[keyOf(definition)] ? 0 : 1);
  const inOrder = [...definitions].sort((a, b) => rank(a) - rank(b));
  for (const definition of inOrder) {
    const key = keyOf(definition);
    const { scope } = definition;
    if (typeof scope === 'object') await verifyItem(definition, scope);
    else if (scope !== 'list') await verifyPermission(definition);
    else if (lists[key]) await verifyList(definition);
    else if (named[key]) await verifyNamed(definition);
    else undeclared.push(key);
  }

  async function verifyPermission(definition: RouteDefinition): Promise<void> {
    for (const person of people) {
      const { outcome, code } = await knock(world, definition, person, {}, UNKNOWN_ID);
      const wanted = byPermission(world, definition, person);
      // What it is told of does not exist: past the door it may well not be found.
      expect(`${keyOf(definition)} as ${person}`, outcome === 'hidden' ? 'open' : outcome, wanted, code);
    }
  }

  async function verifyItem(definition: RouteDefinition, scope: { item: ScopedItem }) {
    for (const person of people) {
      for (const place of places) {
        const isChange = definition.method !== 'GET';
        const id = await (isChange ? world.freshThing : world.thing)(scope.item, place);
        const body = await bodies[keyOf(definition)]?.(world, place);
        const { outcome, code } = await knock(world, definition, person, { body }, id);
        const allowed = byPermission(world, definition, person);
        const wanted = allowed === 'open' && !world.reaches(person, place) ? 'hidden' : allowed;
        expect(`${keyOf(definition)} of ${place} as ${person}`, outcome, wanted, code);
      }
    }
    if (scope.item === 'conversation' && definition.access.includes('visitor')) {
      const { outcome, code } = await knock(world, definition, 'visitor', {}, world.visitorsConversation);
      expect(`${keyOf(definition)} of the visitor's own as visitor`, outcome, 'open', code);
    }
  }

  async function verifyNamed(definition: RouteDefinition): Promise<void> {
    const probe = named[keyOf(definition)];
    if (!probe) return;
    for (const person of people) {
      for (const place of places) {
        const answer = await knock(world, definition, person, await probe.ask(world, place), UNKNOWN_ID);
        const hidden = answer.outcome === 'open' && probe.isHidden?.(answer.text);
        const allowed = byPermission(world, definition, person);
        const wanted = allowed === 'open' && !world.reaches(person, place) ? 'hidden' : allowed;
        expect(
          `${keyOf(definition)} in ${place} as ${person}`,
          hidden ? 'hidden' : answer.outcome,
          wanted,
          answer.text.slice(0, 200),
        );
      }
    }
  }

  async function verifyList(definition: RouteDefinition): Promise<void> {
    const probe = lists[keyOf(definition)];
    if (!probe) return;
    const things = Object.fromEntries(
      await Promise.all(places.map(async (place) => [place, await world.thing(probe.kind, place)])),
    ) as Record<Place, string>;
    for (const person of people) {
      const answer = await knock(world, definition, person, probe.ask(things), UNKNOWN_ID);
      const wanted = byPermission(world, definition, person);
      expect(`${keyOf(definition)} as ${person}`, answer.outcome, wanted, answer.code);
      if (wanted !== 'open') continue;
      const seen = new Set(answer.outcome === 'open' ? probe.seen(answer.text, things) : []);
      for (const place of places)
        expect(
          `${keyOf(definition)} shows ${place} to ${person}`,
          seen.has(things[place]),
          world.reaches(person, place),
        );
      if (!probe.unnarrowed && person !== 'visitor') await verifyNarrowed(definition, person, things);
    }
  }

  /** The current unit shows less, never more. */
  async function verifyNarrowed(definition: RouteDefinition, person: Person, things: Record<Place, string>) {
    const probe = lists[keyOf(definition)];
    if (!probe) return;
    for (const unit of places) {
      const answer = await knock(world, definition, person, probe.ask(things), UNKNOWN_ID, String(world.units[unit]));
      if (!world.reaches(person, unit)) {
        expect(`${keyOf(definition)} narrowed to ${unit} as ${person}`, answer.code, 'unit_unavailable');
        continue;
      }
      const seen = new Set(answer.outcome === 'open' ? probe.seen(answer.text, things) : []);
      for (const place of places)
        expect(
          `${keyOf(definition)} narrowed to ${unit} shows ${place} to ${person}`,
          seen.has(things[place]),
          contains(unit, place),
        );
    }
  }

  return { count: definitions.length, cases, holes, undeclared };
}

/** Whether a place is another one or lies below it. */
function contains(unit: Place, place: Place): boolean {
  if (unit === 'parent') return true;
  return unit === place || (unit === 'own' && place === 'child');
}

const endsSession = ({ path }: RouteDefinition) => path === '/api/auth/sign-out';

/** What the declaration says of the person alone. */
function byPermission(world: World, { access }: RouteDefinition, person: Person): Outcome {
  if (access.includes('public')) return 'open';
  if (person === 'nobody') return 'unauthenticated';
  if (person === 'visitor') return access.includes('visitor') ? 'open' : 'forbidden';
  const signedIn = person !== 'API token' && (access.includes('account') || access.includes('account-any'));
  const granted = world.permissionsOf(person);
  return signedIn || access.some((need) => granted.has(need as never)) ? 'open' : 'forbidden';
}

let knocks = 0;

async function knock(
  world: World,
  definition: RouteDefinition,
  person: Person,
  { query, body }: Asked,
  id: string,
  currentUnit?: string,
): Promise<Answer> {
  const path = definition.path.replace(/:(\w+)/g, (_, name: string) =>
    name === 'requestId' ? requestIdOf(id) : (parameters[name] ?? numeric(definition, id)),
  );
  const search = query ? `?${new URLSearchParams(query)}` : '';
  const response = await fetch(`http://127.0.0.1:${world.port}${path}${search}`, {
    method: definition.method,
    redirect: 'manual',
    headers: {
      ...world.credentials(person).headers,
      'x-forwarded-for': `10.${(knocks >> 16) & 255}.${(knocks >> 8) & 255}.${knocks++ & 255}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(currentUnit === undefined ? {} : { 'x-org-unit': currentUnit }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isFailure = response.status >= 400 && response.headers.get('content-type')?.includes('json');
  const code = isFailure ? (JSON.parse(text) as { code?: string }).code : undefined;
  if (response.status >= 500 && code !== 'unavailable')
    throw new Error(`${keyOf(definition)} as ${person}: ${response.status} ${text}`);
  return { outcome: outcomeOf(code), code, text };
}

/** Ids of units and roles are numbers: an unknown one is one that nothing has. */
function numeric({ path }: RouteDefinition, id: string): string {
  return id === UNKNOWN_ID && /\/(org-units|roles)\/:id/.test(path) ? '999999999' : id;
}

function outcomeOf(code: string | undefined): Outcome {
  switch (code) {
    case 'unauthenticated':
      return 'unauthenticated';
    case 'forbidden':
    case 'password_change_required':
      return 'forbidden';
    case 'not_found':
    case 'unit_unavailable':
      return 'hidden';
    default:
      return 'open';
  }
}
