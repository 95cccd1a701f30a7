import type { RealtimeStatus } from '@cskefu/client';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { createDesk, type Desk } from './desk.ts';

const DeskContext = createContext<Desk | null>(null);

interface DeskProviderProps {
  accountId: string;
  /** Shown for the moment until the desk stands. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Opens the account's live connection and closes it when the account leaves. */
export const DeskProvider = ({ accountId, fallback, children }: DeskProviderProps) => {
  const queryClient = useQueryClient();
  const [desk, setDesk] = useState<Desk | null>(null);
  useEffect(() => {
    const opened = createDesk(accountId, queryClient);
    setDesk(opened);
    return () => opened.dispose();
  }, [accountId, queryClient]);
  if (!desk) return fallback;
  return <DeskContext value={desk}>{children}</DeskContext>;
};

export const useDesk = (): Desk => {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useDesk outside of DeskProvider');
  return desk;
};

export const useRealtimeStatus = (): RealtimeStatus => {
  const { realtime } = useDesk();
  return useSyncExternalStore(
    (listener) => realtime.on('status', listener),
    () => realtime.status,
  );
};
