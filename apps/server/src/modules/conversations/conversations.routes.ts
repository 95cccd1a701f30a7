import { type Conversation, routes } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, type RegisterRoute, type RunUseCase, SYSTEM } from '../access/index.ts';
import { findVisitor, visitorName } from '../visitors/index.ts';
import { accessConversation } from './access-conversation.ts';
import { closeConversation, closeOwnConversation } from './close-conversation.ts';
import { closeWaiting } from './close-waiting.ts';
import { listOfVisitor } from './conversations.store.ts';
import { type IdentifyDependencies, identifyVisitor } from './identify-visitor.ts';
import { listColleagues } from './list-colleagues.ts';
import { listEvents } from './list-events.ts';
import { listInbox, parseCursor } from './list-inbox.ts';
import { listTransferTargets } from './list-transfer-targets.ts';
import type { MessageWriter } from './message-writer.ts';
import { moveConversation } from './move-conversation.ts';
import { noteAuthor } from './note-author.ts';
import { openVisitorSession } from './open-visitor-session.ts';
import { prioritizeConversation } from './prioritize-conversation.ts';
import { rateConversation } from './rate-conversation.ts';
import { readSatisfactionForm } from './read-satisfaction-form.ts';
import { recallMessage, recallVisitorMessage } from './recall-message.ts';
import { requestSatisfaction } from './request-satisfaction.ts';
import { type StoredMessage, sendAndWait } from './send-message.ts';
import { sendVisitorMessage } from './send-visitor-message.ts';
import { snoozeConversation, wakeConversation } from './snooze-conversation.ts';
import { tagConversation } from './tag-conversation.ts';
import { takeConversation } from './take-conversation.ts';
import { transferConversation } from './transfer-conversation.ts';
import { registerTransferOfferRoutes } from './transfer-offers.routes.ts';

export interface ConversationsDependencies extends IdentifyDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly writer: MessageWriter;
  readonly visitorMessagesPerMinute: number;
}

export function registerConversationRoutes(register: RegisterRoute, dependencies: ConversationsDependencies): void {
  const { db, run } = dependencies;
  const { conversations, visitors } = routes;

  register(conversations.list, ({ actor, query }) => run.read(actor, listInbox, query));
  register(conversations.get, ({ actor, params }) =>
    run.read(actor, (ctx, { id }) => accessConversation(ctx, id), params),
  );
  register(conversations.events, ({ actor, params, query }) =>
    run.read(actor, listEvents, { ...query, id: params.id }),
  );
  register(conversations.recall, ({ actor, params, body }) => run(actor, recallMessage, { ...body, id: params.id }));
  register(conversations.colleagues, ({ actor, params, query }) =>
    run.read(actor, listColleagues, { ...query, id: params.id }),
  );
  register(conversations.take, ({ actor, params, query }) =>
    run(actor, takeConversation, { ...params, exceed: query.exceed === '1' }),
  );
  register(conversations.move, ({ actor, params, body }) => run(actor, moveConversation, { ...params, ...body }));
  register(conversations.prioritize, ({ actor, params, body }) =>
    run(actor, prioritizeConversation, { ...params, ...body }),
  );
  register(conversations.closeWaiting, ({ actor, params }) => run(actor, closeWaiting, params));
  register(conversations.requestSatisfaction, ({ actor, params }) => run(actor, requestSatisfaction, params));
  register(routes.satisfaction.form, ({ actor, params }) => run.read(actor, readSatisfactionForm, params));
  register(conversations.rate, ({ actor, params, body }) => run(actor, rateConversation, { ...body, id: params.id }), {
    rateLimit: { max: 20, timeWindow: '1 minute' },
  });
  register(conversations.transferTargets, ({ actor, params, query }) =>
    run.read(actor, listTransferTargets, { ...query, id: params.id }),
  );
  register(conversations.transfer, ({ actor, params, body }) =>
    run(actor, transferConversation, { ...body, id: params.id }),
  );
  registerTransferOfferRoutes(register, run);
  register(conversations.tag, ({ actor, params, body }) => run(actor, tagConversation, { ...body, id: params.id }));
  register(conversations.snooze, ({ actor, params, body }) =>
    run(actor, snoozeConversation, { ...body, id: params.id }),
  );
  register(conversations.wake, ({ actor, params }) => run(actor, wakeConversation, params));
  register(conversations.close, async ({ actor, params }) => {
    await dependencies.writer.gate?.beforeClose(actor, params.id);
    return run(actor, closeConversation, params);
  });

  register(conversations.sendMessage, async ({ actor, params, body }) => {
    await run.read(actor, (ctx, { id }) => accessConversation(ctx, id), params);
    const author = body.message.kind === 'note' ? noteAuthor(actor) : agentAuthor(actor);
    if (!author) throw new DomainError('forbidden');
    return receipt(
      await sendAndWait(dependencies, { id: body.id, conversationId: params.id, author, draft: body.message }),
    );
  });

  register(
    visitors.openSession,
    ({ body, request }) =>
      run(SYSTEM, openVisitorSession(dependencies), {
        ...body,
        userAgent: request.headers['user-agent'],
        address: request.ip,
      }),
    { rateLimit: { max: 120, timeWindow: '1 minute' } },
  );
  register(visitors.identify, ({ actor, body }) => run(actor, identifyVisitor(dependencies), body), {
    rateLimit: { max: 60, timeWindow: '1 minute' },
  });

  register(visitors.conversations, ({ actor, query }) =>
    run(
      actor,
      async (ctx, { cursor, limit }) => {
        const found = await listOfVisitor(
          ctx.tx,
          actor.id,
          cursor === undefined ? null : parseCursor(cursor),
          limit + 1,
        );
        const items = found.slice(0, limit);
        return { items, nextCursor: found.length > limit ? cursorOf(items.at(-1)) : null };
      },
      query,
    ),
  );

  register(
    visitors.sendMessage,
    async ({ actor, body }) => {
      const visitor = await findVisitor(db, actor.id);
      if (!visitor) throw new DomainError('unauthenticated');
      return receipt(
        await sendVisitorMessage(dependencies, actor, {
          id: body.id,
          authorName: visitorName(visitor),
          draft: body.message,
        }),
      );
    },
    { rateLimit: { max: dependencies.visitorMessagesPerMinute, timeWindow: '1 minute' } },
  );
  register(visitors.recall, ({ actor, params }) => run(actor, recallVisitorMessage, params), {
    rateLimit: { max: dependencies.visitorMessagesPerMinute, timeWindow: '1 minute' },
  });
  register(visitors.close, async ({ actor }) => ({ conversation: await run(actor, closeOwnConversation, undefined) }));
}

const cursorOf = (row: Conversation | undefined) => (row ? `${row.createdAt}_${row.id}` : null);

const agentAuthor = ({ id, name }: AccountActor) => ({ kind: 'agent', id, name }) as const;

const receipt = (stored: StoredMessage) => ({ ...stored, at: stored.at.toISOString() });
