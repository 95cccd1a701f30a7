import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { listMarkedMessages, listMarksOfConversation } from './list-marked-messages.ts';
import { markMessage, unmarkMessage } from './mark-message.ts';

export function registerMarkedMessageRoutes(register: RegisterRoute, { run }: { run: RunUseCase }): void {
  const { markedMessages } = routes;
  register(markedMessages.mark, ({ actor, params }) => run(actor, markMessage, params));
  register(markedMessages.unmark, ({ actor, params }) => run(actor, unmarkMessage, params));
  register(markedMessages.ofConversation, ({ actor, params }) => run.read(actor, listMarksOfConversation, params));
  register(markedMessages.list, ({ actor, query }) => run.read(actor, listMarkedMessages, query));
}
