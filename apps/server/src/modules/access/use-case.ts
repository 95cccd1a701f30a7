import type { Database, DatabaseTransaction } from '../../platform/database/index.ts';
import { type Announcements, appendEvent, type CommittedEvent, type NewEvent } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { type Actor, eventActorOf } from './actor.ts';

/** All that a use case is given. */
export interface UseCaseContext<A extends Actor = Actor> {
  readonly actor: A;
  /** Opened at the edge; committed when the use case returns. */
  readonly tx: DatabaseTransaction;
  readonly now: Date;
  readonly log: Logger;
  /** Writes an event with the change it tells of; announced after the commit. */
  emit(event: NewEvent): Promise<void>;
}

export type UseCase<A extends Actor, Input, Output> = (ctx: UseCaseContext<A>, input: Input) => Promise<Output>;

/** Runs a use case in a transaction and announces its events once they are committed. */
export type RunUseCase = <A extends Actor, Input, Output>(
  actor: A,
  useCase: UseCase<A, Input, Output>,
  input: Input,
) => Promise<Output>;

const ATTEMPTS = 3;

export function createUseCaseRunner(options: {
  db: Database;
  announcements: Announcements;
  log: Logger;
  clock?: () => Date;
}): RunUseCase {
  const { db, announcements, log, clock = () => new Date() } = options;

  async function attempt<A extends Actor, Input, Output>(actor: A, useCase: UseCase<A, Input, Output>, input: Input) {
    const committed: CommittedEvent[] = [];
    const by = eventActorOf(actor);
    const output = await db.transaction().execute((tx) => {
      const now = clock();
      return useCase(
        {
          actor,
          tx,
          now,
          log,
          emit: async (event) => {
            await appendEvent(tx, event, by, now);
            committed.push({ ...event, actor: by, at: now });
          },
        },
        input,
      );
    });
    return { output, committed };
  }

  return async (actor, useCase, input) => {
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
}

/** Deadlock or serialization failure: PostgreSQL undid everything and asks to try again. */
function isCollision(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === '40P01' || code === '40001';
}
