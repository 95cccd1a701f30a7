/** One event of a conversation's stream, as far as figures ask. */
export interface StreamEntry {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly orgUnitId: number;
  readonly payload: {
    readonly agent?: { readonly id: string };
    readonly by?: unknown;
    readonly level?: number;
  };
}

/** A message that visitor and agent both see. */
export interface Word {
  readonly seq: number;
  readonly at: Date;
  readonly authorKind: string;
  readonly authorId: string | null;
}

/** A stretch in which an agent served a conversation. Seconds. */
export interface Service {
  readonly seq: number;
  readonly agentId: string;
  readonly skillGroupId: number;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  readonly waited: number | null;
  readonly firstResponse: number | null;
  readonly replies: number;
  readonly answers: number;
  readonly answerTime: number;
  readonly transferredIn: boolean;
  readonly transferredOut: boolean;
  readonly satisfaction: number | null;
  readonly wrappedUp: boolean;
}

type Open = { -readonly [K in keyof Service]: Service[K] } & { endSeq: number | null };

/** The event that tells of a wrap-up. */
export const WRAPPED_UP = 'conversation.wrapped_up';

/** What agents did in one conversation, from its whole stream. Pure: what is computed while it happens is what is computed later. */
export function servicesOf(stream: readonly StreamEntry[], words: readonly Word[]): Service[] {
  const services: Open[] = [];
  let waitingSince: Date | null = null;
  let current: Open | null = null;

  function end({ at, seq, type }: StreamEntry): void {
    if (!current) return;
    current.endedAt = at;
    current.endSeq = seq;
    current.transferredOut = type === 'conversation.transferred';
    current = null;
  }

  for (const entry of stream) {
    const last = services.at(-1);
    switch (entry.type) {
      case 'conversation.waiting':
        end(entry);
        waitingSince = entry.at;
        break;
      case 'conversation.transferred':
      case 'conversation.closed':
        end(entry);
        break;
      case 'conversation.assigned':
        end(entry);
        current = begin(entry, waitingSince);
        waitingSince = null;
        if (current) services.push(current);
        break;
      case 'conversation.rated':
        if (last) last.satisfaction = entry.payload.level ?? null;
        break;
      case WRAPPED_UP:
        if (last) last.wrappedUp = true;
    }
  }
  return services.map(({ endSeq, ...service }) => ({ ...service, ...wordsIn(service, endSeq, words) }));
}

function begin({ seq, at, orgUnitId, payload }: StreamEntry, waitingSince: Date | null): Open | null {
  if (!payload.agent) return null;
  const isHandedOver = payload.by === 'transferred';
  return {
    seq,
    agentId: payload.agent.id,
    skillGroupId: orgUnitId,
    beganAt: at,
    endedAt: null,
    endSeq: null,
    waited: isHandedOver || waitingSince === null ? null : secondsBetween(waitingSince, at),
    firstResponse: null,
    replies: 0,
    answers: 0,
    answerTime: 0,
    transferredIn: isHandedOver,
    transferredOut: false,
    satisfaction: null,
    wrappedUp: false,
  };
}

/** What was said in a service that has ended. */
function wordsIn({ seq, agentId, beganAt }: Omit<Open, 'endSeq'>, endSeq: number | null, words: readonly Word[]) {
  const said = { firstResponse: null as number | null, replies: 0, answers: 0, answerTime: 0 };
  if (endSeq === null) return said;
  const before = words.findLast((word) => word.seq < seq);
  let openSince = before?.authorKind === 'visitor' ? beganAt : null;
  for (const { seq: at, at: moment, authorKind, authorId } of words) {
    if (at <= seq || at >= endSeq) continue;
    if (authorKind === 'visitor') openSince ??= moment;
    if (authorKind !== 'agent' || authorId !== agentId) continue;
    said.replies += 1;
    said.firstResponse ??= secondsBetween(beganAt, moment);
    if (openSince === null) continue;
    said.answers += 1;
    said.answerTime += secondsBetween(openSince, moment);
    openSince = null;
  }
  return said;
}

/** Clocks of nodes differ a little: nothing lasts less than no time. */
const secondsBetween = (from: Date, to: Date) => Math.max(0, to.getTime() - from.getTime()) / 1_000;
