import type { Delivery, Presence, ServerFrame } from '@cskefu/contract';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { followAccess } from '../session.ts';
import type { Attending } from './attending.ts';
import type { Following } from './following.ts';
import type { InboxCache } from './inbox-cache.ts';
import { deliveriesKey, presenceKey, quotedKey, scheduledKey, transferOffersKey } from './keys.ts';
import type { Typing } from './typing.ts';

interface Parts {
  queryClient: QueryClient;
  inbox: InboxCache;
  following: Following;
  typing: Typing;
  attending: Attending;
}

/** Whatever is on its way was said before: without being cancelled, a first answer would count as the new one. */
export const askAgain = async (queryClient: QueryClient, queryKey: QueryKey): Promise<void> => {
  await queryClient.cancelQueries({ queryKey });
  await queryClient.invalidateQueries({ queryKey });
};

/** Every frame of the server goes through here into the cache. */
export const applyFrame = (frame: ServerFrame, { queryClient, inbox, following, typing, attending }: Parts) => {
  switch (frame.type) {
    case 'welcome':
      following.welcomed();
      attending.welcomed();
      void queryClient.invalidateQueries({ queryKey: scheduledKey });
      void queryClient.invalidateQueries({ queryKey: transferOffersKey });
      void queryClient.invalidateQueries({ queryKey: ['deliveries'] });
      inbox.refetch();
      void queryClient.invalidateQueries({ queryKey: presenceKey });
      return;
    case 'event':
      following.applyToThread(frame.event.conversationId, frame);
      inbox.applyEvent(frame.event);
      // Where it is quoted and not loaded, it was asked for by itself.
      if (frame.event.type === 'message.recalled')
        void askAgain(queryClient, quotedKey(frame.event.conversationId, frame.event.messageSeq));
      if (frame.event.type === 'message.created') typing.stopped(frame.event.conversationId);
      return;
    case 'subscribed':
    case 'read':
      following.applyToThread(frame.conversationId, frame);
      return;
    case 'reset':
      following.startOver(frame.conversationId);
      return;
    case 'error':
      if (frame.code === 'not_found' && frame.conversationId) following.lost(frame.conversationId);
      return;
    case 'typing':
      typing.show(frame);
      return;
    case 'attending':
      attending.show(frame);
      return;
    case 'scheduled':
      void queryClient.invalidateQueries({ queryKey: scheduledKey });
      return;
    case 'transfer_offers':
      void queryClient.invalidateQueries({ queryKey: transferOffersKey });
      return;
    case 'inbox':
      inbox.applyFrame(frame);
      return;
    case 'delivery':
      // Only where somebody looks at them: the first look fetches them all.
      queryClient.setQueryData<Record<string, Delivery>>(
        deliveriesKey(frame.delivery.conversationId),
        (known) => known && { ...known, [frame.delivery.messageId]: frame.delivery },
      );
      return;
    case 'presence':
      queryClient.setQueryData<Presence>(presenceKey, frame.presence);
      return;
    case 'bye':
      if (frame.reason === 'access_changed') void followAccess(queryClient);
      return;
    default:
      return;
  }
};
