import type { Plugin, RawRequest } from '@cskefu/plugin-sdk';
import {
  type ChannelFixtures,
  createTestHost,
  type HttpScript,
  type PullingSide,
  type TestChannel,
  type TestHost,
} from '../index.ts';

/** Where the nodes may be wrong. */
export interface NodeHabits {
  /** Whoever joins connects, too. */
  readonly greedy?: boolean;
  readonly forgetful?: boolean;
  readonly restMs?: (failures: number) => number;
}

export interface ModelNodes {
  /** As the node runs it that is always there. */
  channel(): TestChannel;
  /** What connections have handed over since it was last asked. */
  taken(): RawRequest[];
  kill(): Promise<void>;
  stop(): void;
  readonly pulling: Pick<PullingSide, 'join' | 'killHolder' | 'leave'>;
}

/** Longer each time, and not longer than the kit wants to see. */
const RESTS_MS = [1_000, 2_000, 5_000];

interface Node {
  readonly host: TestHost;
  readonly channel: TestChannel;
  readonly abort: AbortController;
  taken: number;
}

/** The nodes of a desk in memory; one of them holds the connection of a pulling channel. */
export const createModelNodes = async (
  plugin: Plugin,
  kind: string,
  { config }: ChannelFixtures,
  { habits, http }: { readonly habits: NodeHabits; readonly http: HttpScript },
): Promise<ModelNodes> => {
  const { greedy = false, forgetful = false, restMs = (failures: number) => RESTS_MS[failures - 1] ?? 200 } = habits;
  const all: Node[] = [];

  const start = async (): Promise<Node> => {
    const host = await createTestHost(plugin, { http });
    const node = { host, channel: host.channel(kind, config), abort: new AbortController(), taken: 0 };
    all.push(node);
    return node;
  };
  const cursor = (): string | null => {
    if (forgetful) return null;
    const places = all.flatMap(({ host }) => host.inbound.map((given) => given.cursor ?? ''));
    return places.sort((a, b) => Number(a) - Number(b)).at(-1) ?? null;
  };
  const hold = async ({ channel, abort: { signal } }: Node): Promise<void> => {
    for (let failures = 1; !signal.aborted && channel.manifest.can.includes('connect'); failures++) {
      await channel.connect(cursor(), { signal }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, restMs(failures)));
    }
  };
  const end = ({ abort, host }: Node) => {
    abort.abort();
    host.stop();
  };
  const newOf = (node: Node): RawRequest[] => {
    const given = node.host.inbound.slice(node.taken);
    node.taken += given.length;
    return given.map(({ raw }) => raw);
  };
  let first = await start();
  let second: Node | undefined;
  void hold(first);
  const comeAnew = async () => {
    end(first);
    first = await start();
  };
  return {
    channel: () => first.channel,
    taken: () => all.flatMap(newOf),
    kill: async () => {
      await comeAnew();
      void hold(first);
    },
    stop: () => all.forEach(end),
    pulling: {
      join: async () => {
        second = await start();
        if (greedy) void hold(second);
      },
      killHolder: async () => {
        await comeAnew();
        if (second) void hold(second);
      },
      leave: async () => {
        if (second) end(second);
        void hold(first);
      },
    },
  };
};
