import type { ChannelAdapter, ConnectContext, InboundMessage, Plugin, RawRequest } from '@cskefu/plugin-sdk';
import type { ProviderAnswers } from '../channel/fixtures.ts';
import { createTestHost } from '../host/create-test-host.ts';
import { messagesOf } from './messages-in.ts';
import type { Trial } from './trial.ts';
import { expectTrue, shown, Unmet } from './unmet.ts';
import { pause, until } from './until.ts';

const SAID_MS = 5_000;
const SOON_MS = 2_000;
/** As quick as a provider can be; without it a loop that asks on and on would let nobody else have a turn. */
const ANSWER_MS = 5;
/** Whatever comes right behind has come by then. */
const BEHIND_MS = 100;

export interface OpenConnection {
  isHeld(): boolean;
  /** Requests to the provider until now. */
  requests(): number;
  /** The place to go on from, of what was handed over last. */
  cursor(): string | undefined;
  frames(): readonly RawRequest[];
  /** What was handed over says, once it is so much, or the connection has ended. */
  said(atLeast?: number): Promise<readonly InboundMessage[]>;
  end(): Promise<void>;
}

export interface Circumstances {
  readonly answers: ProviderAnswers;
  readonly cursor: string | null;
  /** So often the desk cannot store what is handed over. */
  readonly refusals?: number;
}

/** One connection on a host of its own. Its end is seen from within: for whoever called, a call that is cancelled is over at once. */
export const openConnection = async (
  { plugin, kind, fixtures, catalogs }: Trial,
  { answers, cursor, refusals = 0 }: Circumstances,
): Promise<OpenConnection> => {
  let isHeld = true;
  const watched = watch(plugin, kind, refusals, () => {
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
  const read = new Map<RawRequest, readonly InboundMessage[]>();

  const parsed = async (): Promise<readonly InboundMessage[]> => {
    for (const { raw } of host.inbound) {
      if (read.has(raw)) continue;
      const events = await channel.parse(raw).catch((error: unknown) => {
        throw new Unmet('parse to read what the connection handed over', `it failed: ${shown(error)}`);
      });
      read.set(raw, messagesOf(events));
    }
    return [...read.values()].flat();
  };
  return {
    isHeld: () => isHeld,
    requests: () => host.requests.length,
    cursor: () => host.inbound.at(-1)?.cursor,
    frames: () => host.inbound.map(({ raw }) => raw),
    said: async (atLeast = 1) => {
      await until(async () => !isHeld || (await parsed()).length >= atLeast, SAID_MS);
      await pause(BEHIND_MS);
      return parsed();
    },
    end: async () => {
      abort.abort();
      const ended = await until(() => !isHeld, SOON_MS);
      host.stop();
      expectTrue(ended, `the connection to end within ${SOON_MS} ms of its signal`, 'it hangs');
    },
  };
};

/** The plugin as it is; seen from within is when `connect` ends, and what it hands over can be refused. */
const watch = (plugin: Plugin, kind: string, refusals: number, onEnd: () => void): Plugin => {
  const adapter = plugin.channels?.[kind] as ChannelAdapter;
  let refused = 0;
  const inboundOf =
    (context: ConnectContext): ConnectContext['inbound'] =>
    async (raw, cursor) => {
      if (++refused <= refusals) throw Object.assign(new Error('cannot be stored now'), { code: 'unavailable' });
      await context.inbound(raw, cursor);
    };
  const connecting: NonNullable<ChannelAdapter['connect']> = async (channel, context) => {
    try {
      await adapter.connect?.(channel, { ...context, inbound: inboundOf(context) });
    } finally {
      onEnd();
    }
  };
  return { ...plugin, channels: { ...plugin.channels, [kind]: { ...adapter, connect: connecting } } } as Plugin;
};
