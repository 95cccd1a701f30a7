import { useSyncExternalStore } from 'react';

interface Jump {
  conversationId: string;
  seq: number;
}

let wanted: Jump | null = null;
const listeners = new Set<() => void>();

const announce = (next: Jump | null) => {
  wanted = next;
  for (const listener of listeners) listener();
};

/** Shows a message of a conversation as soon as its thread stands, wherever that message is. */
export const requestJump = (conversationId: string, seq: number) => announce({ conversationId, seq });

export const jumpDone = (jump: Jump) => {
  if (wanted === jump) announce(null);
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useWantedJump = (conversationId: string): Jump | null => {
  const jump = useSyncExternalStore(subscribe, () => wanted);
  return jump?.conversationId === conversationId ? jump : null;
};
