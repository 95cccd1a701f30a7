import type { SessionSettings } from '@cskefu/contract';

/** What is known of a conversation that somebody serves. Moments in milliseconds. */
export interface ServedFacts {
  readonly state: 'active';
  readonly servedSince: number;
  /** Null: has said nothing. */
  readonly agentSpokeAt: number | null;
  readonly visitorSpokeAt: number | null;
  /** Whose turn it is to speak; nobody has spoken yet: the visitor's. */
  readonly turn: 'visitor' | 'agent';
  /** Until when the agent has put it aside, or had when they took it up again; null: they never have. */
  readonly asideUntil: number | null;
  /** When the visitor was warned, since the agent spoke last. */
  readonly warnedAt: number | null;
  /** The visitor was told to be patient, since the agent spoke last. */
  readonly excused: boolean;
}

/** What is known of one that waits. */
export interface WaitingFacts {
  readonly state: 'waiting';
  /** Since it has had nobody. */
  readonly waitingSince: number;
  /** Since it lies in this skill group. */
  readonly hereSince: number;
  /** Skill groups in which it has waited for this agent. */
  readonly tried: readonly number[];
  /** Whether there is somebody where it would overflow to. */
  readonly canOverflow: boolean;
}

export type Facts = ServedFacts | WaitingFacts;
export type Step = 'warn' | 'close_idle' | 'excuse' | 'queue_timeout' | 'overflow';

export interface Decision {
  /** What is to be done now. */
  readonly step: Step | null;
  /** When to look again; null: nothing can become due of itself. */
  readonly lookAt: number | null;
}

/** Where it would overflow to there is nobody: perhaps there is soon. */
const OVERFLOW_AGAIN_MS = 15_000;

/**
 * What a skill group's timers ask for at this moment. Nothing restarts a clock when somebody speaks: whoever looks sees what was said
 * meanwhile, and looks again when the clock of that can have run out at the earliest.
 */
export function decideStep(settings: SessionSettings, facts: Facts, now: number): Decision {
  return facts.state === 'active' ? ofServed(settings, facts, now) : ofWaiting(settings, facts, now);
}

/** Whether there is a timer for this state at all; the shortest of them. */
export function firstLook(settings: SessionSettings, state: Facts['state']): number | null {
  const seconds =
    state === 'active'
      ? [
          ...(settings.idleWarningOn ? [settings.idleWarningSeconds] : []),
          ...(settings.idleCloseOn && !settings.idleWarningOn ? [settings.idleCloseSeconds] : []),
          ...(settings.slowReplyOn ? [settings.slowReplySeconds] : []),
        ]
      : [
          ...(settings.queueTimeoutOn ? [settings.queueTimeoutSeconds] : []),
          ...(settings.overflowOn ? [settings.overflowSeconds] : []),
        ];
  return seconds.length === 0 ? null : Math.min(...seconds) * 1_000;
}

function ofServed(settings: SessionSettings, facts: ServedFacts, now: number): Decision {
  const alarms = facts.turn === 'visitor' ? idleAlarms(settings, facts) : slowAlarms(settings, facts);
  const due = firstDue(alarms, now);
  if (due) return { step: due, lookAt: now };
  // Whoever speaks next starts the other clock: it cannot run out before it has run once.
  const other = firstLook(settings, 'active');
  return { step: null, lookAt: earliest([...alarms.map(({ at }) => at), ...(other === null ? [] : [now + other])]) };
}

interface Alarm {
  readonly step: Step;
  readonly at: number;
}

/** The clock runs from the agent's last word, or from when they take it up again; a visitor who waits for an answer is never warned. */
function idleAlarms(settings: SessionSettings, facts: ServedFacts): Alarm[] {
  const since = Math.max(facts.agentSpokeAt ?? 0, facts.servedSince, facts.asideUntil ?? 0);
  if (settings.idleWarningOn && facts.warnedAt === null)
    return [{ step: 'warn', at: since + settings.idleWarningSeconds * 1_000 }];
  if (!settings.idleCloseOn) return [];
  const from = settings.idleWarningOn ? Math.max(facts.warnedAt ?? 0, since) : since;
  return [{ step: 'close_idle', at: from + settings.idleCloseSeconds * 1_000 }];
}

/** The clock runs from the visitor's last word, or from when the agent takes it up again; one text until the agent answers. */
function slowAlarms(settings: SessionSettings, facts: ServedFacts): Alarm[] {
  if (!settings.slowReplyOn || facts.excused) return [];
  const since = Math.max(facts.visitorSpokeAt ?? 0, facts.servedSince, facts.asideUntil ?? 0);
  return [{ step: 'excuse', at: since + settings.slowReplySeconds * 1_000 }];
}

function ofWaiting(settings: SessionSettings, facts: WaitingFacts, now: number): Decision {
  const alarms: Alarm[] = [];
  if (settings.queueTimeoutOn)
    alarms.push({ step: 'queue_timeout', at: facts.waitingSince + settings.queueTimeoutSeconds * 1_000 });
  const { overflowTo } = settings;
  const triedBefore = overflowTo.kind === 'skill_group' && facts.tried.includes(overflowTo.id);
  if (settings.overflowOn && !triedBefore) {
    const at = facts.hereSince + settings.overflowSeconds * 1_000;
    alarms.push({ step: 'overflow', at: at <= now && !facts.canOverflow ? now + OVERFLOW_AGAIN_MS : at });
  }
  const due = firstDue(alarms, now);
  return { step: due, lookAt: due ? now : earliest(alarms.map(({ at }) => at)) };
}

function firstDue(alarms: readonly Alarm[], now: number): Step | null {
  return [...alarms].sort((a, b) => a.at - b.at).find(({ at }) => at <= now)?.step ?? null;
}

const earliest = (moments: readonly number[]): number | null => (moments.length === 0 ? null : Math.min(...moments));
