import type { Realtime } from '@cskefu/client';
import type { ServerFrame } from '@cskefu/contract';
import { TYPING_TTL_MS } from '@cskefu/contract/limits';
import type { QueryClient } from '@tanstack/react-query';
import { typingKey } from './keys.ts';

/** Somebody on the other side is writing; with draft preview, what. */
export interface TypingSignal {
  name: string;
  draft: string | null;
}

export interface Typing {
  show: (frame: Extract<ServerFrame, { type: 'typing' }>) => void;
  stopped: (conversationId: string) => void;
  /** We are writing; may be called at each key. */
  tell: (conversationId: string) => void;
  dispose: () => void;
}

const TELL_EVERY_MS = 3_000;

export const createTyping = ({ queryClient, realtime }: { queryClient: QueryClient; realtime: Realtime }): Typing => {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const told = new Map<string, number>();

  const stopped = (conversationId: string) => {
    clearTimeout(timers.get(conversationId));
    if (!timers.delete(conversationId)) return;
    queryClient.setQueryData<TypingSignal | null>(typingKey(conversationId), null);
  };

  return {
    show: ({ conversationId, author, draft }) => {
      if (author.kind !== 'visitor') return;
      if (draft === '') return stopped(conversationId);
      const signal: TypingSignal | null = { name: author.name, draft: draft ?? null };
      queryClient.setQueryData<TypingSignal | null>(typingKey(conversationId), () => signal);
      clearTimeout(timers.get(conversationId));
      timers.set(
        conversationId,
        setTimeout(() => stopped(conversationId), TYPING_TTL_MS),
      );
    },
    stopped,
    tell: (conversationId) => {
      const now = Date.now();
      if (now - (told.get(conversationId) ?? 0) < TELL_EVERY_MS) return;
      if (realtime.send({ type: 'typing', conversationId })) told.set(conversationId, now);
    },
    dispose: () => {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
};
