import { checkSignature } from '@cskefu/plugin-host';
import {
  type ChannelCapabilities,
  type InboundEvent,
  type OutboundMessage,
  type OutgoingRequest,
  type Part,
  type Plugin,
  type RawRequest,
  type SendResult,
  splitText,
} from '@cskefu/plugin-sdk';
import {
  askedProvider,
  type ChannelFixtures,
  type DeskSide,
  type ProviderAnswers,
  type ScriptedOutcome,
  signedWebhook,
} from '../index.ts';
import { createModelNodes, type NodeHabits } from './model-nodes.ts';

interface Delivery {
  readonly thread: string;
  readonly parts: readonly Part[];
  readonly asked: number;
  state: string;
  attempts: number;
  externalIds: readonly string[];
}

/** Where this desk may be wrong. */
interface Habits {
  readonly adapt?: (parts: readonly Part[], capabilities: ChannelCapabilities) => readonly Part[];
  readonly waitMs?: (afterMs: number) => number;
  readonly nodes?: NodeHabits;
}

const RANK = ['sent', 'delivered', 'read', 'failed'];
const LONGEST_MS = 3_000;

/** The least that a desk is to the kit, in memory: so that its cases can be tried with a desk that is wrong in one thing. */
export const openModelDesk = async (
  plugin: Plugin,
  kind: string,
  fixtures: ChannelFixtures,
  { adapt = adaptParts, waitMs = (afterMs) => afterMs, nodes: nodeHabits = {} }: Habits = {},
): Promise<DeskSide & { stop(): void }> => {
  const stored: RawRequest[] = [];
  const provider = askedProvider(fixtures, 5);
  const heard = new Map<string, Map<string, string>>();
  const deliveries = new Map<string, Delivery>();
  let asked: OutgoingRequest[] = [];
  let answers: (ProviderAnswers | 'interrupted' | 'hang')[] = [];
  let parsed = 0;
  const nodes = await createModelNodes(plugin, kind, fixtures, { habits: nodeHabits, http: answer });

  async function answer(request: OutgoingRequest): Promise<ScriptedOutcome> {
    await pause(2);
    if (request.url.endsWith('/token')) return { body: 'access' };
    const news = provider.answer(request);
    if (news) return news;
    asked.push(request);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (next === 'hang') return new Promise(() => {});
    return typeof next === 'function' ? next(request) : 'interrupted';
  }

  /** What connections handed over is stored. */
  const store = () => void stored.push(...nodes.taken());

  /** What is stored is parsed, later than it came. */
  async function work(): Promise<void> {
    store();
    while (parsed < stored.length)
      for (const event of await nodes.channel().parse(stored[parsed++] as RawRequest)) take(event);
  }

  function take(event: InboundEvent): void {
    if (event.type === 'message') {
      const thread = heard.get(event.thread.id) ?? new Map<string, string>();
      const [part] = event.parts;
      if (!thread.has(event.externalId)) thread.set(event.externalId, part?.kind === 'text' ? part.text : '');
      heard.set(event.thread.id, thread);
    }
    if (event.type !== 'receipt') return;
    const delivery = [...deliveries.values()].findLast(({ externalIds }) => externalIds.includes(event.externalId));
    if (delivery && RANK.indexOf(event.state) > RANK.indexOf(delivery.state)) delivery.state = event.state;
  }

  async function carry(delivery: Delivery, message: OutboundMessage): Promise<void> {
    const { can } = nodes.channel().manifest;
    while (delivery.state === 'waiting') {
      const attempt = { attempt: ++delivery.attempts };
      let result: SendResult | 'never_sent' = await nodes.channel().send(message, attempt).catch(inDoubt);
      if (!result.ok && result.retry === 'unknown' && can.includes('lookup'))
        result = await nodes.channel().lookup(message, attempt);
      if (result === 'never_sent') continue;
      if (result.ok) Object.assign(delivery, { state: 'sent', externalIds: result.externalIds });
      else if (result.retry === 'no') delivery.state = 'failed';
      else if (result.retry === 'unknown') delivery.state = 'unknown';
      else await pause(result.retry === 'backoff' ? 20 : waitMs(result.retry.afterMs));
    }
  }

  /** The call went with what it ran in; what is there anew answers the next question. */
  async function inDoubt(): Promise<SendResult> {
    await pause(50);
    return { ok: false, code: 'timeout', retry: 'unknown' };
  }

  function write(threadId: string, id: string, parts: readonly Part[]): string {
    if (deliveries.has(id)) return id;
    const given = adapt(parts, nodes.channel().manifest.capabilities);
    const delivery = {
      thread: threadId,
      parts: given,
      asked: asked.length,
      state: 'waiting',
      attempts: 0,
      externalIds: [],
    };
    deliveries.set(id, delivery);
    const carried = carry(delivery, {
      idempotencyKey: id,
      thread: { id: threadId, model: 'contact' },
      recipient: { namespace: 'kit', externalId: threadId, name: '王小明' },
      parts: given,
      author: { kind: 'agent', name: '张三' },
      lastInboundAt: Date.now(),
    });
    // The desk has stopped meanwhile.
    carried.catch(() => undefined);
    return id;
  }

  const delivered = async (id: string, ...states: string[]): Promise<Delivery> => {
    const found = deliveries.get(id);
    if (!found) throw new Error(`no delivery of the message ${id}`);
    await until(async () => {
      await work();
      return states.includes(found.state);
    }, 10_000);
    return found;
  };

  const deliver = async (request: RawRequest): Promise<number> => {
    const channel = nodes.channel();
    const { signature, can, transport } = channel.manifest;
    if (transport !== 'webhook') return 404;
    const secret = signature && String(channel.channel.config[signature.secretField as never]);
    const verdict = can.includes('verify') ? await channel.verify(request) : { kind: 'accept' };
    if (verdict.kind === 'challenge') return 200;
    if (verdict.kind === 'reject' || (signature && !checkSignature(signature, secret ?? '', request))) return 401;
    stored.push(request);
    return 200;
  };

  return {
    maxTextLength: 10_000,
    deliver,
    receive: async (sample) => {
      if (fixtures.pull) return provider.wait(sample);
      const made = fixtures.webhooks?.message(sample, fixtures.config);
      if (made) await deliver(signedWebhook(nodes.channel().manifest, fixtures.config, made));
    },
    storedRequests: async () => {
      store();
      return stored.length;
    },
    heard: async (threadId, atLeast) => {
      const texts = () => [...(heard.get(threadId)?.values() ?? [])];
      await until(async () => {
        await work();
        return texts().length >= atLeast;
      });
      return texts();
    },
    say: async (threadId, text, id = crypto.randomUUID()) => write(threadId, id, [{ kind: 'text', text }]),
    sayFile: async (threadId) =>
      write(threadId, crypto.randomUUID(), [{ kind: 'file', url: 'https://desk.example/f/1', name: 'note.txt' }]),
    arrived: async (_, id) => {
      const { asked: before } = await delivered(id, 'sent', 'failed', 'unknown');
      await pause(30);
      return asked.slice(before).flatMap((request) => fixtures.provider?.carried?.(request) ?? []);
    },
    recall: async (_, id) => {
      const { externalIds } = await delivered(id, 'sent');
      const before = asked.length;
      await nodes.channel().recall(externalIds[0] ?? '');
      return asked.length > before;
    },
    delivery: async (_, id, ...states) => {
      const { state, attempts, externalIds } = await delivered(id, ...states);
      return { state, attempts, code: null, externalIds };
    },
    provide: (...given) => {
      answers = [...given];
      asked = [];
    },
    providerRequests: () => asked.length,
    kill: nodes.kill,
    ...(fixtures.pull ? { pulling: { ...provider, ...nodes.pulling } } : {}),
    stop: nodes.stop,
  };
};

const adaptParts: NonNullable<Habits['adapt']> = (parts, { text, media }) =>
  parts.flatMap((part): readonly Part[] => {
    if (part.kind === 'file' && !media?.file) return [{ kind: 'text', text: `${part.name}\n${part.url}` }];
    return part.kind === 'text' ? splitText(part.text, text).map((piece) => ({ kind: 'text', text: piece })) : [part];
  });

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const until = async (isSo: () => Promise<boolean>, longestMs = LONGEST_MS): Promise<void> => {
  for (const end = performance.now() + longestMs; performance.now() < end && !(await isSo()); ) await pause(10);
};
