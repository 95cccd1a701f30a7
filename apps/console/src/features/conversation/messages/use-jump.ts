import type { Thread } from '@cskefu/client';
import { useEffect, useState } from 'react';
import { jumpDone, useWantedJump } from '../jump.ts';
import type { ThreadRow } from '../thread-row.ts';

const FLASH_MS = 1_600;
const PATIENCE_MS = 80;

const seqOf = (row: ThreadRow) =>
  row.kind === 'message' ? row.message.seq : row.kind === 'notice' ? row.event.seq : null;

interface Options {
  thread: Thread;
  rows: ThreadRow[];
  loadEarlier: (limit?: number) => Promise<void>;
  scrollTo: (index: number) => void;
}

/** Goes to the message that was asked for, fetching what lies before it; answers with the row that lights up for a moment. */
export const useJump = ({ thread, rows, loadEarlier, scrollTo }: Options): string | null => {
  const jump = useWantedJump(thread.conversation.id);
  const [flashed, setFlashed] = useState<string | null>(null);
  const first = thread.events[0]?.seq ?? 0;
  const missing = jump !== null && first > jump.seq && thread.hasEarlier;

  // biome-ignore lint/correctness/useExhaustiveDependencies: to be asked again with each page
  useEffect(() => {
    if (!missing) return undefined;
    void loadEarlier(200);
    // Somebody else may be loading: ask again until it is here.
    const timer = setInterval(() => void loadEarlier(200), PATIENCE_MS);
    return () => clearInterval(timer);
  }, [missing, first, loadEarlier]);

  useEffect(() => {
    if (!jump || missing) return;
    const index = rows.findIndex((row) => seqOf(row) === jump.seq);
    jumpDone(jump);
    if (index < 0) return;
    scrollTo(index);
    setFlashed(rows[index]?.key ?? null);
  }, [jump, missing, rows, scrollTo]);

  useEffect(() => {
    if (!flashed) return undefined;
    const timer = setTimeout(() => setFlashed(null), FLASH_MS);
    return () => clearTimeout(timer);
  }, [flashed]);
  return flashed;
};
