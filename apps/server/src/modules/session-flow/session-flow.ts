import type { SessionSettings } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import { type DueHandlers, scheduleTask } from '../../platform/due/index.ts';
import type { ConsumerDefinition, LoggedEvent } from '../../platform/events/index.ts';
import { type RunUseCase, SYSTEM, type SystemActor, type UseCaseContext } from '../access/index.ts';
import { findVoice, say } from '../conversations/index.ts';
import { readSessionSettings, type ServiceState, serviceStateOf } from '../session-settings/index.ts';
import { firstLook } from './decide-step.ts';
import { OPENING, sayOpening, speaksAtOpening, TELL_PLACE, tellPlace } from './say-opening.ts';
import { type ToLeftMessage, WATCH, watch, watchConversation } from './watch-conversation.ts';

export interface SessionFlow {
  readonly consumer: ConsumerDefinition;
  readonly dueHandlers: DueHandlers<UseCaseContext<SystemActor>>;
}

/** A conversation is opened by its first words, which are stored a moment later: the answer to them comes after them. */
const FIRST_WORDS_MS = 500;

/** Settings by which a conversation that is open already may be timed otherwise from now on. */
const TIMERS = /^(idle|slowReply|queueTimeout|overflow)/;

/** What a conversation says and does by itself, behind the events that tell of it: no visitor's word waits for it. */
export function createSessionFlow({
  db,
  run,
  toLeftMessage = async () => false,
}: {
  db: Database;
  run: RunUseCase;
  toLeftMessage?: ToLeftMessage;
}): SessionFlow {
  /** Repeating it does no harm: what is said on an occasion is said once, and a task is one for each conversation. */
  async function attend(events: readonly LoggedEvent[]): Promise<void> {
    const groups = new GroupReader(db);
    const toWatch: { id: string; at: Date }[] = [];
    for (const event of events) {
      if (event.type.startsWith('org_unit.')) await watchAllBelow(db, event);
      if (event.conversationId === null || event.orgUnitId === null) continue;
      const settings = await groups.settings(event.orgUnitId);
      const isAssigned = event.type === 'conversation.assigned';
      const delay = firstLook(settings, isAssigned ? 'active' : 'waiting');
      if (delay !== null) toWatch.push({ id: event.conversationId, at: new Date(event.at.getTime() + delay) });
      if (isAssigned && settings.assignedOn) await run(SYSTEM, sayAssigned, event);
      if (!isAssigned && isOpening(event))
        await greet(event.conversationId, event.orgUnitId, event.at, settings, groups);
    }
    await watch(db, newestOfEach(toWatch));
  }

  async function greet(id: string, group: number, at: Date, settings: SessionSettings, groups: GroupReader) {
    const state = await groups.state(group);
    if (!speaksAtOpening(settings, state)) return;
    const dueAt = new Date(at.getTime() + FIRST_WORDS_MS);
    await scheduleTask(db, { kind: OPENING, subjectId: id, dueAt, payload: { state } });
  }

  return {
    consumer: {
      name: 'session-flow',
      // What the desk says by itself may come a moment later; what serves visitors comes first.
      pauseMs: 200,
      types: ['conversation.waiting', 'conversation.assigned', 'org_unit.session_settings_changed', 'org_unit.moved'],
      handle: (event) => attend([event]),
      handleTogether: attend,
    },
    dueHandlers: { [WATCH]: watchConversation(toLeftMessage), [OPENING]: sayOpening, [TELL_PLACE]: tellPlace },
  };
}

const isOpening = (event: LoggedEvent) => (event.payload as { reason?: string } | null)?.reason === 'opened';

async function sayAssigned(ctx: UseCaseContext<SystemActor>, { conversationId, seq, payload }: LoggedEvent) {
  const voice = await findVoice(ctx.tx, conversationId ?? '');
  const { agent } = payload as { agent: { name: string } };
  if (voice) await say(ctx, voice, 'assignedText', { occasion: String(seq), values: { agent: agent.name } });
}

/** What is open below a unit whose timers have changed is looked at now: each then knows when to look again. */
async function watchAllBelow(db: Database, event: LoggedEvent): Promise<void> {
  const { after } = event.payload as { after?: object };
  const isTimed = event.type === 'org_unit.moved' || Object.keys(after ?? {}).some((name) => TIMERS.test(name));
  if (!isTimed || event.orgUnitId === null) return;
  await sql`
    insert into due_tasks (kind, subject_id, due_at)
    select ${WATCH}, c.id, now()
    from conversations c
    join org_units unit on unit.id = c.skill_group_id
    join org_units top on unit.path like top.path || '%' and top.id = ${event.orgUnitId}
    where c.state in ('waiting', 'active')
    order by c.id::text
    on conflict (kind, subject_id) do update set
      id = excluded.id, due_at = excluded.due_at, attempts = 0, error = null, failed_at = null`.execute(db);
}

function newestOfEach(conversations: readonly { id: string; at: Date }[]) {
  return [...new Map(conversations.map((one) => [one.id, one])).values()];
}

/** What counts in a skill group, looked up once for a page of events. */
class GroupReader {
  readonly #db: Database;
  readonly #settings = new Map<number, Promise<SessionSettings>>();
  readonly #states = new Map<number, Promise<ServiceState>>();

  constructor(db: Database) {
    this.#db = db;
  }

  settings(id: number): Promise<SessionSettings> {
    return remember(this.#settings, id, () => readSessionSettings(this.#db, id));
  }

  state(id: number): Promise<ServiceState> {
    return remember(this.#states, id, async () => serviceStateOf(this.#db, id, await this.settings(id), new Date()));
  }
}

function remember<T>(known: Map<number, Promise<T>>, id: number, find: () => Promise<T>): Promise<T> {
  const answer = known.get(id) ?? find();
  known.set(id, answer);
  return answer;
}
