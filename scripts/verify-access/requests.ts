import { randomUUID } from 'node:crypto';
import type { Place } from './people.ts';
import type { ThingKind } from './things.ts';
import type { World } from './world.ts';

export interface Asked {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A list whose rows can be told apart by where they lie. */
export interface ListProbe {
  readonly kind: ThingKind;
  readonly ask: (things: Readonly<Record<Place, string>>) => Asked;
  /** The ids among an answer. */
  readonly seen: (answer: string, things: Readonly<Record<Place, string>>) => readonly string[];
  /** The current unit does not narrow it. */
  readonly unnarrowed?: true;
}

/** A request that names a place or a thing in its query or body: outside of the reach it must not be found. */
export interface PlaceProbe {
  readonly ask: (world: World, place: Place) => Promise<Asked> | Asked;
  /** Where the refusal is not a plain `not_found`. */
  readonly isHidden?: (answer: string) => boolean;
}

const idsOf = (answer: string) =>
  (JSON.parse(answer) as { items: { id: string | number }[] }).items.map(({ id }) => String(id));

/** On each of these an agent of another place was away. */
const presenceDays = { from: '2021-03-01T00:00:00.000Z', to: '2021-03-09T00:00:00.000Z' };

/** Lists, by route. */
export const lists: Readonly<Record<string, ListProbe>> = {
  'GET /api/conversations': {
    kind: 'conversation',
    ask: () => ({ query: { view: 'waiting', limit: '100' } }),
    seen: idsOf,
  },
  'GET /api/held-messages': { kind: 'held-message', ask: () => ({ query: { limit: '100' } }), seen: idsOf },
  'GET /api/queue': { kind: 'conversation', ask: () => ({ query: { limit: '100' } }), seen: idsOf },
  // Of the conversations that wait in them, too.
  'GET /api/queue/groups': { kind: 'org-unit', ask: () => ({ query: { limit: '200' } }), seen: idsOf },
  'GET /api/history': {
    kind: 'past-conversation',
    ask: () => ({ query: { to: '2021-01-01T00:00:00.000Z', limit: '100' } }),
    seen: idsOf,
  },
  'GET /api/left-messages': {
    kind: 'conversation',
    ask: () => ({ query: { state: 'all', limit: '100' } }),
    seen: (answer) =>
      (JSON.parse(answer) as { items: { conversation: { id: string } }[] }).items.map(
        ({ conversation }) => conversation.id,
      ),
  },
  'GET /api/reports/satisfaction': {
    kind: 'rated-group',
    ask: () => ({ query: {} }),
    seen: (answer) => (JSON.parse(answer) as { skillGroups: { id: number }[] }).skillGroups.map(({ id }) => String(id)),
  },
  'GET /api/reports/agents': {
    kind: 'rated-group',
    ask: () => ({ query: { by: 'skill_group', limit: '200' } }),
    seen: (answer) =>
      (JSON.parse(answer) as { items: { skillGroup: { id: number } }[] }).items.map(({ skillGroup }) =>
        String(skillGroup.id),
      ),
  },
  'GET /api/reports/agents/export': {
    kind: 'rated-group',
    ask: () => ({ query: { by: 'skill_group', format: 'csv' } }),
    seen: (answer, things) =>
      (['parent', 'own', 'child', 'sibling'] as const)
        .filter((_, index) => answer.includes(`place ${index + 1},`))
        .map((place) => things[place]),
  },
  'GET /api/channel-notices': {
    kind: 'silent-channel',
    ask: () => ({}),
    seen: (answer) =>
      (JSON.parse(answer) as { items: { channel: { id: string } }[] }).items.map(({ channel }) => channel.id),
  },
  'GET /api/channels': { kind: 'channel', ask: () => ({ query: { limit: '100' } }), seen: idsOf },
  'GET /api/org-units': {
    kind: 'org-unit',
    ask: () => ({ query: { search: 'place', limit: '500' } }),
    seen: idsOf,
    unnarrowed: true,
  },
  'GET /api/accounts': { kind: 'account', ask: () => ({ query: { kind: 'without_role', limit: '100' } }), seen: idsOf },
  'GET /api/audit': {
    kind: 'event',
    ask: () => ({ query: { type: 'account.created', limit: '100' } }),
    seen: (answer) =>
      (JSON.parse(answer) as { items: { subject: { id: string } | null }[] }).items.map(
        ({ subject }) => subject?.id ?? '',
      ),
  },
  'GET /api/audit/export': {
    kind: 'event',
    ask: () => ({ query: { type: 'account.created' } }),
    seen: (answer, things) => Object.values(things).filter((id) => answer.includes(id)),
  },
  'GET /api/presence-log': {
    kind: 'presence-day',
    ask: () => ({ query: { ...presenceDays, limit: '100' } }),
    seen: (answer) => (JSON.parse(answer) as { items: { from: string }[] }).items.map(({ from }) => from.slice(0, 10)),
  },
  'GET /api/presence-log/sums': {
    kind: 'presence-day',
    ask: () => ({ query: presenceDays }),
    seen: (answer) => (JSON.parse(answer) as { days: { day: string }[] }).days.map(({ day }) => day),
  },
  'GET /api/presence-log/export': {
    kind: 'presence-day',
    ask: () => ({ query: presenceDays }),
    seen: (answer, things) => Object.values(things).filter((day) => answer.includes(`${day}T04`)),
  },
  'GET /api/supervision/wall': {
    kind: 'org-unit',
    ask: () => ({}),
    seen: (answer) => (JSON.parse(answer) as { groups: { id: number }[] }).groups.map(({ id }) => String(id)),
  },
  'GET /api/supervision/conversations': {
    kind: 'conversation',
    ask: () => ({ query: { limit: '100' } }),
    seen: idsOf,
  },
  'GET /api/online-visitors': { kind: 'visitor', ask: () => ({ query: { limit: '100' } }), seen: idsOf },
  'GET /api/quick-replies': { kind: 'quick-reply', ask: () => ({ query: { limit: '100' } }), seen: idsOf },
  'GET /api/tags': { kind: 'tag', ask: () => ({ query: { limit: '100' } }), seen: idsOf },
  'GET /api/service-types': { kind: 'service-type', ask: () => ({ query: { limit: '200' } }), seen: idsOf },
  'GET /api/blocks': { kind: 'block', ask: () => ({ query: { limit: '100' } }), seen: idsOf },
  'GET /api/contacts': { kind: 'contact', ask: () => ({ query: { limit: '100' } }), seen: idsOf },
  'POST /api/files/links': {
    kind: 'file',
    ask: (things) => ({ body: { ids: Object.values(things) } }),
    seen: idsOf,
    unnarrowed: true,
  },
};

const subject = async (world: World, place: Place) => ({ subject: 'channel', id: await world.thing('channel', place) });
const unique = () => randomUUID().slice(0, 8);

/** Requests that name a place, by route. */
export const named: Readonly<Record<string, PlaceProbe>> = {
  'POST /api/org-units': { ask: ({ units }, place) => ({ body: { parentId: units[place], name: `new ${unique()}` } }) },
  'POST /api/quick-replies': {
    ask: ({ units }, place) => ({ body: { orgUnitId: units[place], title: 'new', text: 'new' } }),
  },
  'POST /api/tags': { ask: ({ units }, place) => ({ body: { orgUnitId: units[place], name: `new ${unique()}` } }) },
  'POST /api/service-types': {
    ask: ({ units }, place) => ({ body: { orgUnitId: units[place], name: `new ${unique()}` } }),
  },
  'POST /api/contacts': { ask: ({ units }, place) => ({ body: { orgUnitId: units[place], name: 'new' } }) },
  'POST /api/channels': { ask: ({ units }, place) => ({ body: { name: 'new', skillGroupId: units[place] } }) },
  'POST /api/accounts': {
    ask: ({ units }, place) => ({
      body: {
        username: `new-${unique()}`,
        name: 'new',
        email: `${unique()}@example.com`,
        password: 'correct1horse',
        orgUnitId: units[place],
      },
    }),
  },
  'POST /api/accounts/import': {
    ask: async ({ units }, place) => ({
      body: {
        csv: `username,name,email,mobile,password,unit,roles,administrator,agent,extension\nnew-${unique()},new,${unique()}@example.com,,correct1horse,${nameOf(units[place], units)},,,,\n`,
      },
    }),
    isHidden: (answer) =>
      (JSON.parse(answer) as { rows?: { problems: { field: string }[] }[] }).rows?.some((row) =>
        row.problems.some((problem) => problem.field === 'unit'),
      ) ?? false,
  },
  'GET /api/access/seers': { ask: async (world, place) => ({ query: await subject(world, place) }) },
  'GET /api/access/why': {
    ask: async (world, place) => ({
      query: { ...(await subject(world, place)), accountId: await world.thing('account', 'own') },
    }),
  },
};

/** The units of the world are made in this order, and called so. */
function nameOf(id: number, units: World['units']): string {
  const order = [units.parent, units.own, units.child, units.sibling];
  return `place ${order.indexOf(id) + 1}`;
}

/** What a request about one thing says, by route; nothing where it is absent. */
export const bodies: Readonly<Record<string, (world: World, place: Place) => Promise<unknown> | unknown>> = {
  'PUT /api/channels/:id/config': () => ({ values: {} }),
  'POST /api/channels/:id/config/generate': () => ({ path: 'secret' }),
  'PATCH /api/channels/:id': () => ({ name: `renamed ${unique()}` }),
  'POST /api/conversations/:id/messages': () => ({ id: randomUUID(), message: { kind: 'text', text: '您好' } }),
  'POST /api/visitor/pre-chat': () => ({ fields: {} }),
  'POST /api/visitor/conversations/:id/rating': () => ({ level: 5 }),
  'POST /api/conversations/:id/transfer': ({ units }) => ({ to: { skillGroupId: units.own }, memo: '请接手' }),
  'PATCH /api/left-messages/:id': () => ({ email: `${unique()}@example.com` }),
  'POST /api/conversations/:id/move': ({ units }) => ({ skillGroupId: units.own }),
  'PUT /api/conversations/:id/priority': () => ({ priority: 3 }),
  'PATCH /api/quick-replies/:id': () => ({ title: `renamed ${unique()}` }),
  'POST /api/conversations/:id/tags': () => ({ add: [], remove: [UNKNOWN_ID] }),
  'PATCH /api/tags/:id': () => ({ name: `renamed ${unique()}` }),
  'POST /api/tags/:id/merge': async (world, place) => ({ intoId: await world.freshThing('tag', place) }),
  'PATCH /api/service-types/:id': () => ({ name: `renamed ${unique()}` }),
  'PUT /api/conversations/:id/wrap-up': () => ({ memo: '已处理' }),
  'PUT /api/conversations/:id/wrap-up/draft': () => ({ memo: '草稿' }),
  'PUT /api/conversations/:id/follow-up': () => ({ done: true }),
  'POST /api/conversations/:id/block': () => ({ hours: 1, reason: '骚扰' }),
  'PATCH /api/contacts/:id': () => ({ name: `renamed ${unique()}` }),
  'POST /api/contacts/:id/tags': () => ({ add: [], remove: [UNKNOWN_ID] }),
  'PUT /api/conversations/:id/contact': async (world, place) => ({
    contactId: await world.freshThing('contact', place),
  }),
  'POST /api/conversations/:id/contact': () => ({ name: '王小明' }),
  'POST /api/conversations/:id/snooze': () => ({ until: new Date(Date.now() + 3_600_000).toISOString() }),
  'POST /api/conversations/:id/scheduled-messages': () => ({
    id: randomUUID(),
    text: '明天见',
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  }),
  'POST /api/conversations/:id/recall': () => ({ messageId: UNKNOWN_ID }),
  'PATCH /api/org-units/:id': () => ({ maxConversations: 7 }),
  'POST /api/org-units/:id/move': ({ units }, place) => ({ parentId: place === 'own' ? units.child : units.own }),
  'POST /api/org-units/:id/accounts': async (world) => ({ accountIds: [await world.freshThing('account', 'own')] }),
  'PATCH /api/org-units/:id/routing-settings': () => ({ strategy: 'round_robin' }),
  'POST /api/conversations/:id/whisper': () => ({ id: randomUUID(), text: '请先安抚客户' }),
  'POST /api/conversations/:id/intervene': () => ({ id: randomUUID(), text: '我是主管，我来处理' }),
  'POST /api/conversations/:id/take-over': () => ({ fromAgentId: UNKNOWN_ID, reason: '客户投诉' }),
  'POST /api/conversations/:id/transfer-offer/accept': () => ({ offerId: randomUUID() }),
  'POST /api/conversations/:id/transfer-offer/decline': () => ({ offerId: randomUUID(), reason: '正忙' }),
  'POST /api/conversations/:id/transfer-served': ({ units }) => ({
    fromAgentId: UNKNOWN_ID,
    to: { skillGroupId: units.own },
  }),
  'POST /api/conversations/:id/close-served': () => ({ reason: '骚扰' }),
  'PATCH /api/org-units/:id/supervision-settings': () => ({ alarmWaiting: 5 }),
  'PATCH /api/org-units/:id/session-settings': () => ({ welcomeOn: true, welcomeText: '您好' }),
  'PATCH /api/org-units/:id/satisfaction-settings': () => ({ comment: false }),
  'POST /api/org-units/:id/simulations': () => ({ day: { kind: 'recorded', date: '2026-11-25' } }),
  'POST /api/online-visitors/:id/invite': () => ({ text: '您好' }),
  'PUT /api/channels/:id/invitations': () => ({ text: null, coolDownMinutes: 30, expireMinutes: 5, rules: [] }),
  'POST /api/agents/:id/presence': () => ({ state: 'away', reason: '培训' }),
  'PATCH /api/accounts/:id': () => ({ name: `renamed ${unique()}` }),
  'POST /api/accounts/:id/reset-password': () => ({ password: 'correct1horse' }),
};

/** Values for parameters that name nothing of the tree. */
export const parameters: Readonly<Record<string, string>> = {
  position: '1',
  kind: 'waiting',
  consumer: 'none',
  date: '2026-11-25',
  variant: 'original',
  step: 'people',
  hash: '0'.repeat(32),
};
export const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
