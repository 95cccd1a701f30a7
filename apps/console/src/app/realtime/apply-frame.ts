import type { Presence, ServerFrame } from '@cskefu/contract';
import type { QueryClient } from '@tanstack/react-query';
import { followAccess } from '../session.ts';
import type { Attending } from './attending.ts';
import type { Following } from './following.ts';
import type { InboxCache } from './inbox-cache.ts';
import { presenceKey, scheduledKey } from './keys.ts';
import type { Typing } from './typing.ts';

interface Parts {
  queryClient: QueryClient;
  inbox: InboxCache;
  following: Following;
  typing: Typing;
  attending: Attending;
}

/** Every frame of the server goes through here into the cache. */
export const applyFrame = (frame: ServerFrame, { queryClient, inbox, following, typing, attending }: Parts) => {
  switch (frame.type) {
    case 'welcome':
      following.welcomed();
      attending.welcomed();
      void queryClient.invalidateQueries({ queryKey: scheduledKey });
      inbox.refetch();
      void queryClient.invalidateQueries({ queryKey: presenceKey });
      return;
    case 'event':
      following.applyToThread(frame.event.conversationId, frame);
      inbox.applyEvent(frame.event);
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
    case 'inbox':
      inbox.applyFrame(frame);
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
