import type { Database } from '../../platform/database/index.ts';
import { type DueHandler, scheduleTasks } from '../../platform/due/index.ts';
import type { SystemActor, UseCaseContext } from '../access/index.ts';
import {
  closeBySystem,
  findVoice,
  lockConversation,
  overflowConversation,
  say,
  type Voice,
} from '../conversations/index.ts';
import { wordsOf } from '../session-settings/index.ts';
import { decideStep, type Facts, type Step } from './decide-step.ts';
import { findServedFacts, findWaitingFacts } from './find-facts.ts';

/** One task for each open conversation whose skill group has a timer for its state. */
export const WATCH = 'session.watch';

type Context = UseCaseContext<SystemActor>;

/** Makes a left message of a waiting conversation; false where that is not possible. */
export type ToLeftMessage = (ctx: Context, conversationId: string) => Promise<boolean>;

/** Steps of one conversation at one time: a warning, then what follows. More would be a mistake of ours. */
const MOST_STEPS = 4;

/** Has these conversations looked at, each at its time. */
export function watch(db: Database, conversations: readonly { id: string; at: Date }[]): Promise<void> {
  return scheduleTasks(
    db,
    conversations.map(({ id, at }) => ({ kind: WATCH, subjectId: id, dueAt: at })),
  );
}

/** Does what the timers of its skill group ask for now, and looks again when there can be something next. */
export const watchConversation =
  (toLeftMessage: ToLeftMessage): DueHandler<Context> =>
  async (ctx, { subjectId: id }) => {
    for (let steps = 0; steps <= MOST_STEPS; steps += 1) {
      const state = await lockConversation(ctx.tx, id);
      if (state !== 'active' && state !== 'waiting') return;
      const voice = await findVoice(ctx.tx, id);
      // The clocks of the queue are for those who wait before their screens.
      if (!voice || (state === 'waiting' && voice.isLeftMessage)) return;
      const found =
        state === 'active' ? await findServedFacts(ctx.tx, voice) : await findWaitingFacts(ctx.tx, voice, ctx.now);
      const decision = decideStep(voice.settings, found, ctx.now.getTime());
      if (decision.step === null) {
        if (decision.lookAt !== null) await watch(ctx.tx, [{ id, at: new Date(decision.lookAt) }]);
        return;
      }
      await take(ctx, voice, decision.step, found, toLeftMessage);
    }
    throw new Error('a conversation does not come to rest');
  };

async function take(
  ctx: Context,
  voice: Voice,
  step: Step,
  facts: Facts & { occasion?: string },
  toLeftMessage: ToLeftMessage,
): Promise<void> {
  const { conversationId: id, settings, locale } = voice;
  const occasion = facts.occasion ?? '';
  switch (step) {
    case 'warn':
      await say(ctx, voice, 'idleWarningText', { occasion });
      return;
    case 'excuse':
      await say(ctx, voice, 'slowReplyText', { occasion });
      return;
    case 'close_idle':
      await say(ctx, voice, 'idleCloseText');
      return closeBySystem(ctx, id, 'idle');
    case 'queue_timeout': {
      if (settings.queueTimeoutThen === 'left_message' && (await toLeftMessage(ctx, id))) return;
      await say(ctx, voice, 'queueTimeoutText');
      return closeBySystem(ctx, id, 'queue_timeout');
    }
    case 'overflow': {
      const { overflowTo } = settings;
      const moved =
        overflowTo.kind === 'left_message'
          ? await toLeftMessage(ctx, id)
          : await overflowConversation(ctx, {
              id,
              skillGroupId: overflowTo.id,
              senderName: wordsOf(settings, 'senderName', locale),
            });
      if (!moved) throw new Error('it cannot overflow');
    }
  }
}
