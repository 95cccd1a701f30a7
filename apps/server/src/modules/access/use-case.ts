import type { Database, DatabaseTransaction } from '../../platform/database/index.ts';
import { type Announcements, appendEvents, type CommittedEvent, type NewEvent } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { type Actor, eventActorOf } from './actor.ts';

/** All that a use case is given. */
export interface UseCaseContext<A extends Actor = Actor> {
  readonly actor: A;
  /** Opened at the edge; committed when the use case returns. */
  readonly tx: DatabaseTransaction;
  readonly now: Date;
  readonly log: Logger;
  /** Tells of a change: written with it, in the same transaction, and announced after the commit. */
  emit(event: NewEvent): void;
  /** Writes what was told so far: before something else writes events of the same conversation. */
  writeEvents(): Promise<void>;
}

export type UseCase<A extends Actor, Input, Output> = (ctx: UseCaseContext<A>, input: Input) => Promise<Output>;

type Runner = <A extends Actor, Input, Output>(
  actor: A,
  useCase: UseCase<A, Input, Output>,
  input: Input,
) => Promise<Output>;

/** Runs a use case in a transaction and announces its events once they are committed. */
export interface RunUseCase extends Runner {
  /** Runs one that only looks, without a transaction: that would be two more round trips for nothing. */
  readonly read: Runner;
}

const ATTEMPTS = 3;

export function createUseCaseRunner(options: {
  db: Database;
  announcements: Announcements;
  log: Logger;
  clock?: () => Date;
}): RunUseCase {
  const { db, announcements, log, clock = () => new Date() } = options;

  async function attempt<A extends Actor, Input, Output>(actor: A, useCase: UseCase<A, Input, Output>, input: Input) {
    const emitted: NewEvent[] = [];
    const by = eventActorOf(actor);
    const now = clock();
    const output = await db.transaction().execute(async (tx) => {
      let written = 0;
      const writeEvents = async () => {
        const rest = emitted.slice(written);
        written = emitted.length;
        await appendEvents(tx, rest, by, now);
      };
      const emit = (event: NewEvent) => void emitted.push(event);
      const result = await useCase({ actor, tx, now, log, emit, writeEvents }, input);
      await writeEvents();
      return result;
    });
    const committed = emitted.map((event): CommittedEvent => ({ ...event, actor: event.by ?? by, at: now }));
    return { output, committed };
  }

  const run: Runner = async (actor, useCase, input) => {
    for (let tries = 1; ; tries += 1) {
      try {
        const { output, committed } = await attempt(actor, useCase, input);
        announcements.announce(committed);
        return output;
      } catch (error) {
        if (!isCollision(error) || tries >= ATTEMPTS) throw error;
      }
    }
  };
  const emit = () => {
    throw new Error('whoever only looks has nothing to tell');
  };
  const writeEvents = async () => emit();
  // What only looks takes a transaction or none.
  const tx = db as DatabaseTransaction;
  const read: Runner = (actor, useCase, input) => useCase({ actor, tx, now: clock(), log, emit, writeEvents }, input);
  return Object.assign(run, { read });
}

/** Deadlock or serialization failure: PostgreSQL undid everything and asks to try again. */
function isCollision(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === '40P01' || code === '40001';
}
