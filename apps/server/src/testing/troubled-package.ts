import type { PluginManifest } from '@cskefu/plugin-sdk';
import { packPlugin } from './plugin-package.ts';

export const TROUBLED = 'acme.troubled';

/** What a plugin can do wrong. `hidden`: it only shows in the log of the core, for nothing of it reaches anybody. */
export const troubles = [
  'loop',
  'heap',
  'offHeap',
  'flood',
  'print',
  'exit',
  'throw',
  'throwLater',
  'never',
  'late',
  'closeDescriptors',
  'ignoreSignals',
  'garbage',
  'large',
] as const;
export type Trouble = (typeof troubles)[number];

/** Code of a plugin: `troubles`, what it does, by name. */
export const TROUBLES = `
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const troubles = {
  loop: () => { for (;;); },
  heap: () => { const kept = []; for (;;) kept.push(new Array(100_000).fill({})); },
  offHeap: async () => { const kept = []; for (;;) { kept.push(Buffer.alloc(20 * 1024 * 1024, 1)); await wait(20); } },
  flood: async ({ log }) => { for (;;) { for (let at = 0; at < 1_000; at++) log.info('again'); await new Promise(setImmediate); } },
  print: async () => { const end = Date.now() + 3_000; while (Date.now() < end) { console.log('x'.repeat(10_000)); await new Promise(setImmediate); } },
  exit: () => process.exit(3),
  throw: () => { throw new Error('a mistake'); },
  throwLater: () => { setTimeout(() => JSON.parse('null').nothing, 1); },
  never: () => new Promise(() => {}),
  late: () => wait(1_500),
  closeDescriptors: async () => { const { closeSync } = process.getBuiltinModule(['f', 's'].join('')); for (let fd = 3; fd < 30; fd++) try { closeSync(fd); } catch {} await wait(1_500); },
  ignoreSignals: () => { process.on('SIGTERM', () => {}); for (;;); },
  garbage: () => ({ kind: 'nonsense', text: 42, status: 'fine', headers: 7 }),
  large: () => ({ kind: 'deny', code: 'x', text: 'x'.repeat(400_000), body: 'x'.repeat(400_000) }),
};
`;

/** Does it once for each word, however often it is asked: what is told again after a crash goes well. */
const HEAD = `${TROUBLES}
const provoke = async (place, words, context) => {
  const [, trouble, where] = /^boom (\\w+) (\\w+)/.exec(words ?? '') ?? [];
  if (where !== place) return undefined;
  if ((await context.kv.increment('done ' + words)) > 1) return undefined;
  return troubles[trouble](context);
};
const allow = { kind: 'allow' };
`;

const BODY = `
hooks: {
  'message.beforeSend': { kind: 'veto', handler: async ({ message }, context) => (await provoke('veto', message.text, context)) ?? allow },
  'message.beforeAccept': { kind: 'transform', handler: ({ message }, context) => provoke('transform', message.text, context) },
},
observers: {
  'message.created': { handler: async (events, context) => { for (const { payload } of events) await provoke('observer', payload?.message.text, context); } },
},
jobs: { ${troubles.map((trouble) => `${trouble}: { handler: (context) => troubles.${trouble}(context) }`).join(', ')} },
http: { 'GET /boom/:trouble': { handler: ({ params }, context) => troubles[params.trouble](context) } },
`;

const manifest: Partial<PluginManifest> = {
  id: TROUBLED,
  name: 'Troubled',
  runtime: 'isolated',
  permissions: ['conversations:read', 'messages:read', 'storage'],
  hooks: [
    { point: 'message.beforeSend', kind: 'veto', phase: 'normal', match: {}, deadlineMs: 200, onFailure: 'allow' },
    {
      point: 'message.beforeAccept',
      kind: 'transform',
      phase: 'normal',
      match: {},
      deadlineMs: 200,
      onFailure: 'allow',
    },
  ],
  observers: [{ type: 'message.created', match: {}, batch: 32, deadlineMs: 1_000, includeOwn: false }],
  jobs: troubles.map((name) => ({ name, every: '1d', timeZone: 'UTC', timeoutMs: 1_000 })),
  http: [{ method: 'GET', path: '/boom/:trouble', auth: 'public' }],
};

/** A package that does whatever harm it is told to, in each place where plugins run. */
export const troubledPackage = (): Buffer => packPlugin({ id: TROUBLED, manifest, head: HEAD, body: BODY });
