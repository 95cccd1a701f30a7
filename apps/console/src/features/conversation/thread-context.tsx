import type { ConversationEvent } from '@cskefu/contract';
import { createContext, use } from 'react';
import { usePhoneWidth } from '../../lib/media.ts';

/** Of several conversations beside each other, only the one in focus hears keys and stands in the palette. */
export const ThreadFocus = createContext(true);
export const useIsFocused = (): boolean => use(ThreadFocus);

/** There are others beside it: buttons have no words. */
export const ThreadNarrow = createContext(false);
export const useNarrowThread = (): boolean => {
  const phone = usePhoneWidth();
  return use(ThreadNarrow) || phone;
};

interface ThreadEventsValue {
  conversationId: string;
  events: readonly ConversationEvent[];
  /** Nothing can be done with its messages: a transcript. */
  readOnly: boolean;
  /** What is ours is on its way out through a plugin. */
  outside?: boolean;
}

/** What is loaded of the thread around. */
export const ThreadEvents = createContext<ThreadEventsValue>({ conversationId: '', events: [], readOnly: true });
export const useThreadEvents = () => use(ThreadEvents);
