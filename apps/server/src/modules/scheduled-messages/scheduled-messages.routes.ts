import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { admitScheduled } from './admit-scheduled.ts';
import { cancelScheduledMessage, changeScheduledMessage } from './change-scheduled-message.ts';
import { listScheduledMessages, listScheduledOfConversation } from './list-scheduled-messages.ts';
import { scheduleMessage } from './schedule-message.ts';
import { type SendDependencies, sendScheduledMessageNow } from './send-scheduled-message.ts';

interface Dependencies extends SendDependencies {
  readonly run: RunUseCase;
}

export function registerScheduledMessageRoutes(register: RegisterRoute, dependencies: Dependencies): void {
  const { run } = dependencies;
  const { scheduledMessages } = routes;
  register(scheduledMessages.schedule, ({ actor, params, body }) =>
    run(actor, scheduleMessage, { ...body, conversationId: params.id }),
  );
  register(scheduledMessages.ofConversation, ({ actor, params }) =>
    run.read(actor, listScheduledOfConversation, params),
  );
  register(scheduledMessages.list, ({ actor }) => run.read(actor, listScheduledMessages, undefined));
  register(scheduledMessages.change, ({ actor, params, body }) =>
    run(actor, changeScheduledMessage, { ...body, id: params.id }),
  );
  register(scheduledMessages.cancel, ({ actor, params }) => run(actor, cancelScheduledMessage, params));
  register(scheduledMessages.sendNow, async ({ actor, params }) => {
    const admission = await admitScheduled(dependencies, params.id, actor.id);
    return run(actor, sendScheduledMessageNow(dependencies), { ...params, admission });
  });
}
