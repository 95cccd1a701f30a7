import { describe, expect, test, vi } from 'vitest';
import { type DeskSide, runConformance } from '../index.ts';
import { modelCatalogs, modelPlugin } from '../testing/model-channel.ts';
import { openModelDesk } from '../testing/model-desk.ts';
import { modelFixtures } from '../testing/model-fixtures.ts';
import { pullingCatalogs, pullingFixtures, pullingPlugin } from '../testing/pulling-channel.ts';

// A provider that names seven seconds is waited for.
vi.setConfig({ testTimeout: 60_000 });

const model = [modelPlugin(), 'model', modelFixtures] as const;
const pull = [pullingPlugin(), 'pull', pullingFixtures] as const;
type Habits = Parameters<typeof openModelDesk>[3];

test('a desk that does its part passes every case', async () => {
  const desk = await openModelDesk(...model);
  const report = await runConformance(...model, { catalogs: modelCatalogs, desk });
  desk.stop();
  expect(report.cases.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  const skipped = report.cases.filter(({ outcome }) => outcome === 'skipped').map(({ id }) => id);
  expect(skipped).toEqual([13, 30]);
});

/** Says of each delivery what is not so. */
const countingWrong =
  (more: number) =>
  (desk: DeskSide): Partial<DeskSide> => ({
    delivery: async (...given) => {
      const record = await desk.delivery(...given);
      return { ...record, attempts: record.attempts + more };
    },
  });

/** The desk's part of a case, a desk that does it wrong, and what the kit says. */
const wrong: readonly (readonly [number, string, (desk: DeskSide) => Partial<DeskSide>, RegExp, Habits?])[] = [
  [2, 'takes what is forged', (desk) => ({ deliver: (raw) => desk.deliver(raw).then(() => 200) }), /401/],
  [
    3,
    'stores a handshake',
    (desk) => {
      let handshakes = 0;
      return {
        deliver: (raw) => {
          handshakes += raw.method === 'GET' ? 1 : 0;
          return desk.deliver(raw);
        },
        storedRequests: async () => (await desk.storedRequests()) + handshakes,
      };
    },
    /stored requests/,
  ],
  [
    4,
    'keeps what comes twice twice',
    (desk) => ({ heard: async (...given) => (await desk.heard(...given)).flatMap((text) => [text, text]) }),
    /after two deliveries/,
  ],
  [
    5,
    'lets fall what is late',
    (desk) => {
      let newest = 0;
      return {
        receive: async (given) => {
          if (given.at >= newest) await desk.receive(given);
          newest = given.at;
        },
      };
    },
    /what the desk has/,
  ],
  [
    10,
    'tidies up what it hears',
    (desk) => ({ heard: async (...given) => (await desk.heard(...given)).map((text) => text.replace(/\u200b/g, '')) }),
    /what the desk has/,
  ],
  [
    12,
    'writes its name below',
    (desk) => ({ say: (thread, text, id) => desk.say(thread, `${text} 张三`, id) }),
    /reaches the customer/,
  ],
  [14, 'cuts nothing', () => ({}), /number of pieces to be 2/, { adapt: (parts) => parts }],
  [16, 'does not wait', () => ({}), /7 s between/, { waitMs: () => 1 }],
  [17, 'does not try again', countingWrong(-1), /number of attempts/],
  [18, 'tries again for ever', countingWrong(1), /state and attempts/],
  [19, 'sends again without looking', countingWrong(1), /looked up once/],
  [
    20,
    'sends what is repeated again',
    (desk) => {
      let first = '';
      return {
        say: async (thread, text) => {
          const id = await desk.say(thread, text);
          first ||= id;
          return id;
        },
        arrived: async (thread) => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          return desk.arrived(thread, first);
        },
      };
    },
    /how often it reaches the customer/,
  ],
  [
    21,
    'lets receipts go back',
    (desk) => ({
      delivery: async (...given) => {
        const record = await desk.delivery(...given);
        return { ...record, state: record.state === 'read' ? 'delivered' : record.state };
      },
    }),
    /after read and delivered/,
  ],
  [22, 'keeps a recall to itself', () => ({ recall: async () => false }), /hear of a recall/],
  [28, 'sends once too often', countingWrong(1), /state and attempts/],
  [
    29,
    'loses what it had not read',
    (desk) => {
      let isLost = false;
      return {
        kill: async () => {
          isLost = true;
          await desk.kill();
        },
        heard: async (...given) => (isLost ? [] : desk.heard(...given)),
      };
    },
    /what the desk has/,
  ],
];

describe.concurrent('a desk that does its part wrong fails this case', () => {
  for (const [id, what, change, expected, habits] of wrong)
    test(`${id}: it ${what}`, async () => {
      const desk = await openModelDesk(...model, habits);
      const options = { catalogs: modelCatalogs, desk: { ...desk, ...change(desk) }, only: [id] };
      const report = await runConformance(...model, options);
      desk.stop();
      expect(report.cases).toMatchObject([{ outcome: 'failed', expected: expect.stringMatching(expected) }]);
    });

  test('30: it does not connect again', async () => {
    const desk = await openModelDesk(...pull);
    let isGone = false;
    const deaf: DeskSide = {
      ...desk,
      kill: async () => {
        isGone = true;
      },
      receive: async (sample) => (isGone ? undefined : desk.receive(sample)),
    };
    expect(await failureOf(30, deaf)).toMatch(/holds the connection again/);
    desk.stop();
  });

  const nodes: readonly (readonly [string, NonNullable<Habits>['nodes'] & object, RegExp])[] = [
    ['connects from every node', { greedy: true }, /how many of two nodes ask the provider to be 1/],
    ['forgets how far it was', { forgetful: true }, /stored after a restart/],
    ['pesters a provider that is down', { restMs: () => 20 }, /rests of/],
    ['comes again at one pace', { restMs: () => 2_000 }, /rests of/],
  ];
  for (const [what, habits, expected] of nodes)
    test(`30: it ${what}`, async () => {
      const desk = await openModelDesk(...pull, { nodes: habits });
      expect(await failureOf(30, desk)).toMatch(expected);
      desk.stop();
    });

  test.each([
    ['does not take over from a node that died', 'killHolder', /another node holds/],
    ['does not take over from a node that left', 'leave', /second node has gone/],
  ] as const)('30: it %s', async (_, act, expected) => {
    const desk = await openModelDesk(...pull);
    const { pulling } = desk;
    if (!pulling) throw new Error('it asks nobody');
    let isGone = false;
    const deaf: DeskSide = {
      ...desk,
      receive: async (sample) => (isGone ? undefined : desk.receive(sample)),
      pulling: {
        ...pulling,
        join: async () => {
          await pulling.join();
          isGone = act === 'killHolder';
        },
        killHolder: async () => {
          await pulling.killHolder();
          isGone = act === 'leave';
        },
      },
    };
    expect(await failureOf(30, deaf)).toMatch(expected);
    desk.stop();
  });

  test('2: it lets others call a channel that asks its provider itself', async () => {
    const desk = await openModelDesk(...pull);
    expect(await failureOf(2, { ...desk, deliver: async () => 200 })).toMatch(/for a channel that nobody calls/);
    desk.stop();
  });

  test('30: it has no nodes to try it with', async () => {
    const desk = await openModelDesk(...pull);
    const { pulling: _, ...one } = desk;
    expect(await failureOf(30, one)).toMatch(/with `pulling`/);
    desk.stop();
  });
});

const failureOf = async (id: number, desk: DeskSide): Promise<string> => {
  const report = await runConformance(...pull, { catalogs: pullingCatalogs, desk, only: [id] });
  const [result] = report.cases;
  return result?.outcome === 'failed' ? result.expected : `it ${result?.outcome}`;
};
