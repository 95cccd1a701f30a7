import type { SessionSettings } from '@cskefu/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideStep, firstLook, type ServedFacts, type WaitingFacts } from './decide-step.ts';

const off = {
  idleWarningOn: false,
  idleWarningSeconds: 120,
  idleCloseOn: false,
  idleCloseSeconds: 60,
  slowReplyOn: false,
  slowReplySeconds: 90,
  queueTimeoutOn: false,
  queueTimeoutSeconds: 600,
  overflowOn: false,
  overflowSeconds: 120,
  overflowTo: { kind: 'left_message' },
} as SessionSettings;
const settings = (rest: Partial<SessionSettings>) => ({ ...off, ...rest });
const served = (rest: Partial<ServedFacts>): ServedFacts => ({
  state: 'active',
  servedSince: 0,
  agentSpokeAt: null,
  visitorSpokeAt: null,
  turn: 'visitor',
  asideUntil: null,
  warnedAt: null,
  excused: false,
  ...rest,
});
const waiting = (rest: Partial<WaitingFacts>): WaitingFacts => ({
  state: 'waiting',
  waitingSince: 0,
  hereSince: 0,
  tried: [1],
  canOverflow: true,
  ...rest,
});
const s = (seconds: number) => seconds * 1_000;

describe('a visitor who is silent', () => {
  const both = settings({ idleWarningOn: true, idleCloseOn: true });
  const asked = served({ agentSpokeAt: s(100), visitorSpokeAt: s(50) });

  test('is warned when the clock that the agent’s last word started runs out, and not before', () => {
    expect(decideStep(both, asked, s(219))).toEqual({ step: null, lookAt: s(220) });
    expect(decideStep(both, asked, s(220)).step).toBe('warn');
  });

  test('is let go when the second clock has run out after the warning', () => {
    const warned = { ...asked, warnedAt: s(225) };
    expect(decideStep(both, warned, s(284))).toEqual({ step: null, lookAt: s(285) });
    expect(decideStep(both, warned, s(285)).step).toBe('close_idle');
  });

  test('is let go without a warning where only that is switched on', () => {
    const alone = settings({ idleCloseOn: true });
    expect(decideStep(alone, asked, s(159))).toEqual({ step: null, lookAt: s(160) });
    expect(decideStep(alone, asked, s(160)).step).toBe('close_idle');
  });

  test('is only warned, once, where only that is switched on', () => {
    const alone = settings({ idleWarningOn: true });
    expect(decideStep(alone, { ...asked, warnedAt: s(220) }, s(9_000)).step).toBeNull();
  });

  test('is never warned while they wait for an answer', () => {
    const mine = served({ turn: 'agent', agentSpokeAt: s(10), visitorSpokeAt: s(20) });
    expect(decideStep(both, mine, s(9_000))).toEqual({ step: null, lookAt: s(9_120) });
  });

  test('is left alone while the agent has put the conversation aside', () => {
    expect(decideStep(both, { ...asked, asideUntil: s(5_000) }, s(4_000))).toEqual({ step: null, lookAt: s(4_120) });
    expect(decideStep(both, { ...asked, asideUntil: s(5_000) }, s(5_000))).toEqual({ step: null, lookAt: s(5_120) });
    const warned = { ...asked, warnedAt: s(225), asideUntil: s(5_000) };
    expect(decideStep(both, warned, s(4_999)).step).toBeNull();
  });

  test('has the time anew with the agent who takes over', () => {
    expect(decideStep(both, { ...asked, servedSince: s(200) }, s(220)).step).toBeNull();
  });
});

describe('an agent who is slow', () => {
  const slow = settings({ slowReplyOn: true });
  const mine = served({ turn: 'agent', visitorSpokeAt: s(30), servedSince: s(10) });

  test('is excused once, when the clock of the visitor’s last word has run out', () => {
    expect(decideStep(slow, mine, s(119))).toEqual({ step: null, lookAt: s(120) });
    expect(decideStep(slow, mine, s(120)).step).toBe('excuse');
    expect(decideStep(slow, { ...mine, excused: true }, s(900)).step).toBeNull();
  });

  test('has the whole time from when they were given the conversation', () => {
    expect(decideStep(slow, { ...mine, servedSince: s(60) }, s(120))).toEqual({ step: null, lookAt: s(150) });
  });

  test('is not excused while they have put it aside', () => {
    expect(decideStep(slow, { ...mine, asideUntil: s(5_000) }, s(4_999)).step).toBeNull();
    expect(decideStep(slow, { ...mine, asideUntil: s(5_000) }, s(5_090)).step).toBe('excuse');
  });
});

describe('a visitor who waits', () => {
  test('is let go when the time is over, however often the queue has changed', () => {
    const limited = settings({ queueTimeoutOn: true });
    expect(decideStep(limited, waiting({ hereSince: s(500) }), s(599))).toEqual({ step: null, lookAt: s(600) });
    expect(decideStep(limited, waiting({ hereSince: s(500) }), s(600)).step).toBe('queue_timeout');
  });

  test('goes over to the other group after the time in this one, if somebody is there', () => {
    const over = settings({ overflowOn: true, overflowTo: { kind: 'skill_group', id: 2 } });
    expect(decideStep(over, waiting({ hereSince: s(5) }), s(124))).toEqual({ step: null, lookAt: s(125) });
    expect(decideStep(over, waiting({}), s(120)).step).toBe('overflow');
    expect(decideStep(over, waiting({ canOverflow: false }), s(120))).toEqual({ step: null, lookAt: s(135) });
  });

  test('never goes back to where they have waited', () => {
    const over = settings({ overflowOn: true, overflowTo: { kind: 'skill_group', id: 2 } });
    expect(decideStep(over, waiting({ tried: [2, 1] }), s(900))).toEqual({ step: null, lookAt: null });
  });
});

test('nothing is looked at where every timer is off', () => {
  expect([firstLook(off, 'active'), firstLook(off, 'waiting')]).toEqual([null, null]);
  expect(decideStep(off, served({ agentSpokeAt: 1 }), s(9_000))).toEqual({ step: null, lookAt: null });
});

/** Everything that was ever said, looked at each second: what V7's loops would do, per group. */
function warnedBySlowModel(agent: readonly number[], visitor: readonly number[], warnAfter: number, until: number) {
  const warned: number[] = [];
  let told = false;
  let since: number | null = 0;
  for (let now = 0; now <= until; now += 1) {
    if (visitor.includes(now)) since = null;
    if (agent.includes(now)) [since, told] = [now, false];
    if (since !== null && !told && now - since >= warnAfter) {
      warned.push(now);
      told = true;
    }
  }
  return warned;
}

test('looking only when something can have run out warns at the same moments as looking all the time', () => {
  const moments = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 8 });
  fc.assert(
    fc.property(moments, moments, fc.integer({ min: 5, max: 60 }), (agent, visitorRaw, warnAfter) => {
      const visitor = visitorRaw.filter((moment) => !agent.includes(moment));
      const timers = settings({ idleWarningOn: true, idleWarningSeconds: warnAfter });
      const warned: number[] = [];
      const lastBefore = (moments: readonly number[], now: number) =>
        moments.filter((moment) => moment <= now).reduce<number | null>((a, b) => Math.max(a ?? 0, b), null);
      let lookAt: number | null = warnAfter;
      while (lookAt !== null && lookAt <= 400) {
        const now: number = lookAt;
        const [a, v] = [lastBefore(agent, now), lastBefore(visitor, now)];
        const own = warned.at(-1);
        const warnedAt = own !== undefined && own >= (a ?? 0) ? s(own) : null;
        const facts = served({
          agentSpokeAt: a === null ? null : s(a),
          visitorSpokeAt: v === null ? null : s(v),
          turn: (v ?? 0) > (a ?? 0) ? 'agent' : 'visitor',
          warnedAt,
        });
        const decision = decideStep(timers, facts, s(now));
        if (decision.step === 'warn') warned.push(now);
        lookAt = decision.step ? now : decision.lookAt === null ? null : decision.lookAt / 1_000;
        if (decision.step && warnedAt !== null) throw new Error('warned twice');
      }
      expect(warned).toEqual(warnedBySlowModel(agent, visitor, warnAfter, 400));
    }),
    { numRuns: 500 },
  );
});
