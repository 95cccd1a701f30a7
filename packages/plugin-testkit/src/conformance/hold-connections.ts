import type { ChannelAdapter, Plugin } from '@cskefu/plugin-sdk';
import type { ProviderAnswers, SampleMessage } from '../channel/fixtures.ts';
import { createTestHost } from '../host/create-test-host.ts';
import { messagesOf, textOf } from './messages-in.ts';
import { sample, type Trial } from './trial.ts';
import { expectEqual, expectTrue, Unmet } from './unmet.ts';

const SOON_MS = 2_000;
const STEP_MS = 20;
/** As quick as a provider can be; without it a loop that asks on and on would let nobody else have a turn. */
const ANSWER_MS = 5;
const PATIENT = 20;

/** What a pulling channel does by itself: three connections, one after the other, as a desk would hold them. */
export const holdConnections = async (trial: Trial): Promise<void> => {
  const { pull, provider: { down } = {}, config } = trial.fixtures;
  if (!pull) throw new Unmet('fixtures.pull', 'it is missing, and this channel asks the provider itself');
  const waiting: SampleMessage[] = [sample()];
  const answers = pull.provider(waiting, config);

  const first = await connect(trial, answers, null);
  expectEqual(await first.said(), textsOf(waiting), 'what is handed over of what waits at the provider');
  const cursor = first.cursor();
  expectTrue(cursor !== undefined, 'a cursor with what is handed over', 'it has none');
  await pause(200);
  expectTrue(first.isHeld(), 'the connection to hold until its signal aborts', 'it ended');
  await first.end();

  const later = sample();
  waiting.push(later);
  const next = await connect(trial, answers, cursor ?? null);
  expectEqual(await next.said(), [later.text], 'what the next connection hands over, from the cursor on');
  await next.end();

  const troubled = await connect(trial, down ?? (() => 'unreachable'), cursor ?? null);
  await pause(1_000);
  const asked = troubled.requests();
  const wanted = `at most ${PATIENT} requests a second while the provider is down, or an end with an error`;
  expectTrue(asked <= PATIENT, wanted, `there were ${asked}`);
  await troubled.end();
};

/** One connection on a host of its own. Its end is seen from within: for whoever called, a call that is cancelled is over at once. */
const connect = async (trial: Trial, answers: ProviderAnswers, cursor: string | null) => {
  const { kind, fixtures, catalogs } = trial;
  let isHeld = true;
  const watched = watch(trial.plugin, kind, () => {
    isHeld = false;
  });
  const http: ProviderAnswers = async (request) => {
    await pause(ANSWER_MS);
    return answers(request);
  };
  const host = await createTestHost(watched, { catalogs, http });
  const channel = host.channel(kind, fixtures.config);
  const abort = new AbortController();
  void channel.connect(cursor, { signal: abort.signal }).catch(() => undefined);
  const parsed = async () => {
    const events = [];
    for (const { raw } of host.inbound) events.push(...(await channel.parse(raw)));
    return messagesOf(events).map(textOf);
  };
  return {
    isHeld: () => isHeld,
    requests: () => host.requests.length,
    cursor: () => host.inbound.at(-1)?.cursor,
    /** Once something has come, and whatever comes right behind it. */
    said: async (): Promise<string[]> => {
      await until(async () => (await parsed()).length > 0);
      await pause(STEP_MS * 5);
      return parsed();
    },
    end: async (): Promise<void> => {
      abort.abort();
      const ended = await until(async () => !isHeld);
      host.stop();
      expectTrue(ended, `the connection to end within ${SOON_MS} ms of its signal`, 'it hangs');
    },
  };
};

const watch = (plugin: Plugin, kind: string, onEnd: () => void): Plugin => {
  const adapter = plugin.channels?.[kind] as ChannelAdapter;
  const connecting: NonNullable<ChannelAdapter['connect']> = async (channel, context) => {
    try {
      await adapter.connect?.(channel, context);
    } finally {
      onEnd();
    }
  };
  return { ...plugin, channels: { ...plugin.channels, [kind]: { ...adapter, connect: connecting } } } as Plugin;
};

const textsOf = (samples: readonly SampleMessage[]): string[] => samples.map(({ text }) => text);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const until = async (isSo: () => Promise<boolean>): Promise<boolean> => {
  for (const end = performance.now() + SOON_MS; performance.now() < end; await pause(STEP_MS))
    if (await isSo()) return true;
  return isSo();
};
