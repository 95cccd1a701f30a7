import { Agent, request } from 'node:http';

export interface Provider {
  /** Calls the webhook of a channel; resolves when the desk has said 200, and tries again for as long as it says something else. */
  deliver(channelId: string, from: string, number: number): Promise<void>;
  close(): void;
}

const RETRY_MS = 50;

/** Somebody else's servers: they call the desk and come again until it has answered. */
export function openProvider(port: number): Provider {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const post = (path: string, body: string) =>
    new Promise<number>((resolve) => {
      request({
        agent,
        port,
        host: '127.0.0.1',
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      })
        .on('response', (response) => response.resume().on('end', () => resolve(response.statusCode ?? 0)))
        .on('error', () => resolve(0))
        .end(body);
    });
  return {
    deliver: async (channelId, from, number) => {
      const body = JSON.stringify({
        id: `${from}-${number}`,
        from,
        at: Date.now(),
        text: `您好，请问我的订单到哪里了？ ${mark(number)}`,
      });
      while ((await post(`/c/${channelId}`, body)) !== 200) await new Promise((again) => setTimeout(again, RETRY_MS));
    },
    close: () => agent.destroy(),
  };
}

const mark = (number: number) => `no${String(number).padStart(9, '0')}`;

/** The number of a message in a frame; null: none is in it. */
export function numberIn(frame: string): number | null {
  const found = /"text":"[^"]* no(\d{9})"/.exec(frame)?.[1];
  return found === undefined ? null : Number(found);
}
