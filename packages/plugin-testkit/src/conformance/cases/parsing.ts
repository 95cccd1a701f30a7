import { CallError } from '@cskefu/plugin-host';
import type { ChannelAdapter, RawRequest } from '@cskefu/plugin-sdk';
import { computedMs } from '../computed-ms.ts';
import { conformanceCase, type Subject } from '../conformance-case.ts';
import { messageFrame } from '../frames.ts';
import { parseMessage, textOf } from '../messages-in.ts';
import { runElsewhen } from '../run-elsewhen.ts';
import { parses, takesFrames, unless } from '../skips.ts';
import { bytes, request, sample, type Trial } from '../trial.ts';
import { expectEqual, expectTrue, shown, Unmet } from '../unmet.ts';

const takesMessages = (subject: Subject) => (subject.manifest.transport === 'live' ? null : parses(subject));

const DEEP = 5_000;
/** As much as the desk lets through. */
const LONG = 190_000;
const AT_ONCE_MS = 1_000;
/** Bodies that no provider should send. */
const garbage: readonly (readonly [string, Uint8Array])[] = [
  ['no body', bytes('')],
  ['no JSON', bytes('<xml>or anything else')],
  ['half a JSON', bytes('{"message":{"text":"half')],
  ['bytes that are no text', Uint8Array.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
  ['a deeply nested body', bytes('['.repeat(DEEP) + ']'.repeat(DEEP))],
  ['a body as long as it may be', bytes('a'.repeat(LONG))],
  ['a long list of nothing', bytes(`[${'0,'.repeat(LONG / 2)}0]`)],
];
/** Well formed, and of another form than agreed. */
const strangeForms = [
  'null',
  '42',
  '"text"',
  '[]',
  '{}',
  '[null]',
  '{"message":null}',
  '{"events":[null,1,{}]}',
  '{"type":"message"}',
];

const outcome = async (trial: Trial, body: Uint8Array): Promise<'nothing' | CallError> => {
  const raw: RawRequest = { ...request(trial, { body }), headers: { 'content-type': 'application/json' } };
  try {
    const events = await trial.channel.parse(raw);
    expectEqual(events, [], `what ${shown(new TextDecoder().decode(body).slice(0, 40))} says`);
    return 'nothing';
  } catch (error) {
    if (error instanceof CallError) return error;
    throw error;
  }
};

const texts = [
  '你好，世界！',
  '繁體字與𠮷野家',
  '👩‍👩‍👧‍👦 👍🏽 🇨🇳',
  'مرحبا بالعالم',
  'שלום',
  'é and é',
  'zero​width‍joiner',
  'line\nbreak\ttab "quoted" \\ back',
  '<b>&amp; no markup</b>',
];

export const parsingCases = [
  conformanceCase({
    id: 8,
    name: 'malformed, oversized and deeply nested bodies are rejected cleanly',
    skip: unless(takesFrames, parses),
    run: async (trial) => {
      for (const [what, body] of garbage) {
        const began = computedMs();
        const came = await outcome(trial, body);
        const tookMs = Math.round(computedMs() - began);
        expectTrue(tookMs < AT_ONCE_MS, `${what} to be refused or ignored at once`, `it took ${tookMs} ms`);
        const clean = came === 'nothing' || !['deadline', 'gone', 'overloaded'].includes(came.code);
        expectTrue(clean, `${what} to be refused or ignored at once`, came);
      }
      for (const form of strangeForms) {
        const came = await outcome(trial, bytes(form));
        const clean = came === 'nothing' || came.code !== 'thrown';
        expectTrue(clean, `${form} to give no events, or a PluginError that says what is wrong`, came);
      }
      const message = await parseMessage(trial, sample());
      expectTrue(message.parts.length > 0, 'parse to go on working afterwards', message);
    },
  }),
  conformanceCase({
    id: 9,
    name: 'parse is pure',
    skip: unless(takesFrames, parses),
    run: async (trial) => {
      const adapter = trial.plugin.channels?.[trial.kind] as ChannelAdapter;
      const raw = messageFrame(trial, sample());
      const channel = deepFreeze(structuredClone(trial.channel.channel));
      const parseOnce = () => adapter.parse?.(freezeRequest(raw), channel);
      const first = direct(parseOnce);
      expectTrue(Array.isArray(first), 'parse to answer at once, not with a promise', typeof first);
      expectEqual(direct(parseOnce), first, 'the second result');
      expectEqual(
        runElsewhen(() => direct(parseOnce)),
        first,
        'the result on another day, with other chance and no network',
      );
      expectEqual(trial.host.requests, [], 'what parse asks of the outside');
    },
  }),
  conformanceCase({
    id: 10,
    name: 'every script, emoji and invisible character arrives as it was written',
    skip: unless(takesFrames, parses),
    skipOnDesk: takesMessages,
    run: async (trial) => {
      for (const text of texts) expectEqual(textOf(await parseMessage(trial, sample({ text }))), text, 'the text');
    },
    onDesk: async (desk) => {
      for (const text of texts) await desk.receive(sample({ threadId: 'kit-script', senderId: 'kit-script', text }));
      expectEqual(await desk.heard('kit-script', texts.length), texts, 'what the desk has');
    },
  }),
  conformanceCase({
    id: 11,
    name: 'times are those of the provider, whatever the clocks say',
    skip: unless(takesFrames, parses),
    run: async (trial) => {
      const now = Math.floor(Date.now() / 1_000) * 1_000;
      for (const at of [now, now - 2 * 86_400_000, now + 300_000]) {
        const message = await parseMessage(trial, sample({ at }));
        expectTrue(Math.abs(message.at - at) < 1_000, `the time ${at}, in ms since 1970`, `came ${message.at}`);
      }
    },
  }),
];

const direct = (parseOnce: () => unknown): unknown => {
  try {
    return parseOnce();
  } catch (error) {
    throw new Unmet('parse to work on input that cannot be changed, and without network', `it threw ${shown(error)}`);
  }
};

/** Bytes cannot be frozen: each parse gets its own. */
const freezeRequest = (raw: RawRequest): RawRequest =>
  Object.freeze({
    ...raw,
    headers: Object.freeze({ ...raw.headers }),
    query: Object.freeze({ ...raw.query }),
    body: Uint8Array.from(raw.body),
  });

const deepFreeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
};
