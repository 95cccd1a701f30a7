import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { CallError } from '../wire/call-error.ts';
import type { Peer } from '../wire/peer.ts';
import type { HostEnd } from './ended-host.ts';

const BEAT_MS = 1_000;
const WEIGH_MS = 500;
const MISSES = 3;
const PAGE_BYTES = 4_096;

/** Does it answer, and how much memory does it hold? Memory outside of the heap escapes every limit of V8. */
export const watchHost = (child: ChildProcess, peer: Peer, maxRssBytes: number, kill: (why: HostEnd) => void) => {
  let beats: NodeJS.Timeout | null = null;
  let misses = 0;
  let rss = 0;
  /** Who was being waited for when it stopped to answer. */
  let suspects: string[] | null = null;

  const ping = async () => {
    try {
      await peer.call('host', 'ping', null, { deadlineMs: BEAT_MS });
      misses = 0;
      suspects = null;
    } catch (error) {
      // It has ended: whom it kept waiting then is known to who saw the end.
      if (error instanceof CallError && error.code === 'gone') return;
      misses++;
      suspects ??= peer.awaited().filter((plugin) => plugin !== 'host');
      if (misses >= MISSES) kill('hung');
    }
  };

  const weigh = async () => {
    rss = await residentBytes(child.pid ?? 0);
    if (rss <= maxRssBytes) return;
    suspects = peer.awaited().filter((plugin) => plugin !== 'host');
    kill('out_of_memory');
  };

  // From the first moment: an import may take long, but not all the memory.
  const weights = setInterval(() => void weigh(), WEIGH_MS);

  return {
    /** Everything is loaded: from now on it must answer. */
    start: () => {
      beats = setInterval(() => void ping(), BEAT_MS);
    },
    stop: () => {
      clearInterval(weights);
      if (beats) clearInterval(beats);
    },
    rssBytes: () => rss,
    suspects: () => suspects,
  };
};

/** 0 where it cannot be known: not Linux, or gone. */
const residentBytes = async (pid: number): Promise<number> => {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES;
};
