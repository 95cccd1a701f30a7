import { routes } from '@cskefu/contract';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { accessChannel, type ChannelKinds } from '../channels/index.ts';
import { accessConversation } from '../conversations/index.ts';
import { readConversationChannel } from './conversation-channel.ts';
import { listAttempts, listOfChannel, listOfConversation, presentDelivery } from './deliveries.store.ts';
import { accessDelivery, resendDelivery } from './resend-delivery.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function registerOutboundRoutes(
  register: RegisterRoute,
  { run, kinds, onResend }: { run: RunUseCase; kinds: ChannelKinds; onResend: () => void },
): void {
  register(routes.conversations.channel, ({ actor, params }) =>
    run.read(actor, readConversationChannel(kinds), params),
  );

  register(routes.deliveries.ofConversation, ({ actor, params, query }) =>
    run.read(
      actor,
      async (ctx, { before, limit }) => {
        await accessConversation(ctx, params.id);
        const found = await listOfConversation(ctx.tx, params.id, before, limit + 1);
        return { items: found.slice(0, limit).map(presentDelivery), hasEarlier: found.length > limit };
      },
      query,
    ),
  );

  register(routes.deliveries.get, ({ actor, params }) =>
    run.read(
      actor,
      async (ctx, target) => {
        const delivery = await accessDelivery(ctx, target);
        return { ...presentDelivery(delivery), history: await listAttempts(ctx.tx, delivery.id) };
      },
      params,
    ),
  );

  register(routes.deliveries.resend, async ({ actor, params }) => {
    const delivery = await run(actor, resendDelivery, params);
    onResend();
    return delivery;
  });

  register(routes.deliveries.ofChannel, ({ actor, params, query }) =>
    run.read(
      actor,
      async (ctx, { state, cursor, limit }) => {
        await accessChannel(ctx, params.id);
        const after = cursor !== undefined && UUID.test(cursor) ? cursor : undefined;
        const found = await listOfChannel(ctx.tx, params.id, state, after, limit + 1);
        const items = found.slice(0, limit);
        return {
          items: items.map(presentDelivery),
          nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null,
        };
      },
      query,
    ),
  );
}
