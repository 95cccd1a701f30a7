import { type Conversation, routes } from '@cskefu/contract';
import type { AccountActor, RegisterRoute, RunUseCase, UseCaseContext } from '../access/index.ts';
import type { AdmitVisitor } from './admit-visitor.ts';
import { answerPreChat } from './answer-pre-chat.ts';
import { findAnswers } from './pre-chat.store.ts';

export interface PreChatDependencies {
  readonly run: RunUseCase;
  readonly admit: AdmitVisitor;
  /** A conversation that the actor may see; "not found" for any other. */
  readonly accessConversation: (
    ctx: UseCaseContext<AccountActor>,
    id: string,
  ) => Promise<Pick<Conversation, 'visitor'>>;
}

export function registerPreChatRoutes(register: RegisterRoute, dependencies: PreChatDependencies): void {
  const { run, admit, accessConversation } = dependencies;
  register(routes.preChat.answer, ({ actor, body }) => run(actor, answerPreChat(admit), body), {
    rateLimit: { max: 30, timeWindow: '1 minute' },
  });
  register(routes.preChat.ofConversation, ({ actor, params }) =>
    run.read(
      actor,
      async (ctx, { id }) => {
        const { visitor } = await accessConversation(ctx, id);
        return { preChat: await findAnswers(ctx.tx, visitor.id) };
      },
      params,
    ),
  );
}
