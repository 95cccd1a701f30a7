import type { Realtime } from '@cskefu/client';
import type { ServerFrame } from '@cskefu/contract';
import { ATTENDING_TTL_MS } from '@cskefu/contract/limits';
import type { QueryClient } from '@tanstack/react-query';
import { attendingKey } from './keys.ts';

/** A colleague who has the same conversation before them. */
export interface Colleague {
  id: string;
  name: string;
  writing: boolean;
}

export interface Attending {
  /** We have a conversation before us; call the answer when we have not any more. */
  attend: (conversationId: string) => () => void;
  /** We write in it; may be called at each key. */
  writes: (conversationId: string) => void;
  show: (frame: Extract<ServerFrame, { type: 'attending' }>) => void;
  /** After each welcome: tell that we are here, and ask who else is. */
  welcomed: () => void;
  dispose: () => void;
}

const TELL_EVERY_MS = 10_000;
const WRITING_MS = 5_000;
const WRITING_TOLD_EVERY_MS = 2_000;

interface Parts {
  queryClient: QueryClient;
  realtime: Pick<Realtime, 'send'>;
  accountId: string;
}

/** Who else looks at a conversation or writes in it: told by those who do, forgotten when they tell nothing any more. */
export const createAttending = ({ queryClient, realtime, accountId }: Parts): Attending => {
  const here = new Map<string, { count: number; writingUntil: number; toldWriting: number }>();
  const leases = new Map<string, ReturnType<typeof setTimeout>>();

  const set = (conversationId: string, id: string, colleague: Colleague | null) =>
    queryClient.setQueryData<readonly Colleague[]>(attendingKey(conversationId), (before = []) => {
      const others = before.filter((one) => one.id !== id);
      return colleague ? [...others, colleague].sort((a, b) => a.name.localeCompare(b.name)) : others;
    });
  const tell = (conversationId: string, asks = false) => {
    const mine = here.get(conversationId);
    if (!mine || document.visibilityState === 'hidden') return;
    const doing = mine.writingUntil > Date.now() ? 'writing' : 'viewing';
    realtime.send({ type: 'attend', conversationId, doing, ...(asks && { asks }) });
  };
  const tellAll = () => {
    for (const id of here.keys()) tell(id);
  };
  const timer = setInterval(tellAll, TELL_EVERY_MS);
  const forget = (key: string) => {
    clearTimeout(leases.get(key));
    leases.delete(key);
  };

  return {
    attend: (conversationId) => {
      const mine = here.get(conversationId) ?? { count: 0, writingUntil: 0, toldWriting: 0 };
      here.set(conversationId, { ...mine, count: mine.count + 1 });
      tell(conversationId, true);
      return () => {
        const left = here.get(conversationId);
        if (left && left.count > 1) return void here.set(conversationId, { ...left, count: left.count - 1 });
        here.delete(conversationId);
        realtime.send({ type: 'attend', conversationId, doing: 'left' });
      };
    },
    writes: (conversationId) => {
      const mine = here.get(conversationId);
      const now = Date.now();
      if (!mine) return;
      mine.writingUntil = now + WRITING_MS;
      if (now - mine.toldWriting < WRITING_TOLD_EVERY_MS) return;
      mine.toldWriting = now;
      tell(conversationId);
    },
    show: ({ conversationId, who, doing, asks }) => {
      if (who.id === accountId) return;
      const key = `${conversationId} ${who.id}`;
      forget(key);
      if (doing === 'left') return void set(conversationId, who.id, null);
      set(conversationId, who.id, { ...who, writing: doing === 'writing' });
      const patience = doing === 'writing' ? WRITING_MS : ATTENDING_TTL_MS;
      const lapse = () => {
        if (doing !== 'writing') return set(conversationId, who.id, null);
        set(conversationId, who.id, { ...who, writing: false });
        leases.set(
          key,
          setTimeout(() => set(conversationId, who.id, null), ATTENDING_TTL_MS),
        );
        return undefined;
      };
      leases.set(key, setTimeout(lapse, patience));
      if (asks) tell(conversationId);
    },
    welcomed: () => {
      for (const id of here.keys()) tell(id, true);
    },
    dispose: () => {
      clearInterval(timer);
      for (const lease of leases.values()) clearTimeout(lease);
    },
  };
};
