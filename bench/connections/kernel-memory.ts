import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;
/** Kernel structures of which a TCP socket that a process waits for has one each, or a few. */
const SOCKET_CACHES = [
  'TCP',
  'TCPv6',
  'sock_inode_cache',
  'filp',
  'eventpoll_epi',
  'eventpoll_pwq',
  'dentry',
  'request_sock_TCP',
  'tw_sock_TCP',
];

export interface KernelMemory {
  readonly bytes: number;
  /** Without the right to read /proc/slabinfo only what waits in socket buffers is known. */
  readonly complete: boolean;
}

/** What the kernel holds for sockets now: their structures, and what waits in their buffers. */
export function readKernelMemory(): KernelMemory {
  const buffers = Number(/^TCP: .* mem (\d+)/m.exec(readFileSync('/proc/net/sockstat', 'utf8'))?.[1] ?? 0) * PAGE_BYTES;
  try {
    return { bytes: buffers + slabBytes(readFileSync('/proc/slabinfo', 'utf8')), complete: true };
  } catch {
    return { bytes: buffers, complete: false };
  }
}

function slabBytes(table: string): number {
  return table
    .split('\n')
    .map((line) => line.split(/\s+/))
    .filter(([name]) => SOCKET_CACHES.includes(name ?? ''))
    .reduce((sum, [, active, , size]) => sum + Number(active) * Number(size), 0);
}
