import { decode, encode } from './codec.ts';
import type { Port, PortEnd, PortListener } from './port.ts';

/**
 * Two ends in one process, for plugins that are part of the product. What passes is written and read as between processes, so
 * nothing can be shared and the same sizes hold.
 */
export const createMemoryPorts = (): [Port, Port] => {
  const listeners: (PortListener | null)[] = [null, null];
  let ended = false;
  const end = (reason: PortEnd) => {
    if (ended) return;
    ended = true;
    for (const listener of listeners) listener?.onEnd(reason);
  };
  const portAt = (at: 0 | 1): Port => ({
    listen: (listener) => {
      listeners[at] = listener;
    },
    send: (frame) => {
      const bytes = encode(frame);
      queueMicrotask(() => {
        const arrived = ended ? null : decode(bytes);
        if (arrived) listeners[1 - at]?.onFrame(arrived);
      });
    },
    close: (reason = 'closed') => end(reason),
  });
  return [portAt(0), portAt(1)];
};
