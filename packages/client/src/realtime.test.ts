import type { ServerFrame } from '@cskefu/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket as NodeSocket } from 'ws';
import { createRealtime, type RealtimeStatus } from './realtime.ts';
import { scriptRealtime } from './testing/fake-socket.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const bye = (reason: 'draining' | 'slow_reader' | 'signed_out', reconnectAfterMs = 1_200): ServerFrame => ({
  type: 'bye',
  reason,
  reconnectAfterMs,
});

describe('connecting', () => {
  it('says hello with the token and what to go on with, asked anew at each connect', () => {
    let after = 41;
    const script = scriptRealtime({
      token: () => `token-${after}`,
      resume: () => [{ conversationId: 'c', after }],
    });
    script.realtime.start();
    expect(script.realtime.status).toBe('connecting');
    script.accept();
    after = 57;
    script.socket().drop();
    vi.advanceTimersByTime(15_000);
    script.accept();
    expect(script.sockets.map((socket) => socket.sent[0])).toEqual([
      { type: 'hello', protocol: 1, token: 'token-41', resume: [{ conversationId: 'c', after: 41 }] },
      { type: 'hello', protocol: 1, token: 'token-57', resume: [{ conversationId: 'c', after: 57 }] },
    ]);
  });

  it('leaves the token out when there is none', () => {
    const script = scriptRealtime({ token: () => null });
    script.realtime.start();
    script.socket().open();
    expect(script.socket().sent).toEqual([{ type: 'hello', protocol: 1, resume: [] }]);
  });

  it('names no more conversations than one socket may follow', () => {
    const resume = Array.from({ length: 300 }, (_, index) => ({ conversationId: `c${index}`, after: 0 }));
    const script = scriptRealtime({ resume: () => resume });
    script.realtime.start();
    script.socket().open();
    expect(script.socket().sentOf('hello')[0]?.resume).toHaveLength(256);
  });

  it('is online with the welcome, and tells so before it hands the frame on', () => {
    const script = scriptRealtime();
    const told: string[] = [];
    script.realtime.on('status', (status) => told.push(status));
    script.realtime.on('frame', (frame) => told.push(`${frame.type} while ${script.realtime.status}`));
    script.realtime.start();
    script.socket().open();
    expect(script.realtime.status).toBe('connecting');
    script.accept();
    expect(told).toEqual(['connecting', 'online', 'welcome while online']);
  });

  it('gives up a connection that is not welcomed within 15 seconds', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.socket().open();
    vi.advanceTimersByTime(14_999);
    expect(script.realtime.status).toBe('connecting');
    vi.advanceTimersByTime(1);
    expect(script.realtime.status).toBe('waiting');
    expect(script.socket().closedWith).toBe(1000);
  });

  it('takes the sockets of the browser, of Node and of ws', () => {
    const closed = 'ws://127.0.0.1:9/realtime';
    const clients = [
      createRealtime({ url: closed, createSocket: (url) => new NodeSocket(url) }),
      createRealtime({ url: closed, createSocket: (url) => new WebSocket(url) }),
      createRealtime({ url: closed }),
    ];
    for (const client of clients) {
      client.start();
      expect(client.status).toBe('connecting');
      client.stop();
    }
  });
});

describe('reconnecting', () => {
  it('backs off exponentially up to 15 seconds, with jitter, and starts over after a welcome', () => {
    const script = scriptRealtime({ random: () => 0.999_999 });
    script.realtime.start();
    const waitAfterCut = () => {
      script.socket().drop();
      const start = Date.now();
      while (script.realtime.status === 'waiting') vi.advanceTimersToNextTimer();
      return Math.round((Date.now() - start) / 100) * 100;
    };
    const waits = Array.from({ length: 8 }, waitAfterCut);
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    script.accept();
    expect(waitAfterCut()).toBe(500);
  });

  it('comes back when the server said so, without back-off', () => {
    const script = scriptRealtime({ random: () => 0 });
    script.realtime.start();
    script.accept().say(bye('draining', 1_200));
    expect(script.realtime.status).toBe('online');
    script.socket().drop(4000);
    vi.advanceTimersByTime(1_199);
    expect(script.realtime.status).toBe('waiting');
    vi.advanceTimersByTime(1);
    expect(script.realtime.status).toBe('connecting');
  });

  it('obeys a goodbye only once', () => {
    const script = scriptRealtime({ random: () => 0 });
    script.realtime.start();
    script.accept().say(bye('slow_reader', 60_000));
    script.socket().drop(4001);
    vi.advanceTimersByTime(60_000);
    script.socket().drop();
    vi.advanceTimersByTime(0);
    expect(script.sockets).toHaveLength(3);
  });

  it.each([
    [4003, 'unauthenticated'],
    [4005, 'unsupported_version'],
  ] as const)('stops on close code %i: %s', (code, reason) => {
    const script = scriptRealtime();
    script.realtime.start();
    script.socket().open();
    script.socket().drop(code);
    expect([script.realtime.status, script.realtime.stopReason]).toEqual(['stopped', reason]);
    vi.advanceTimersByTime(60_000);
    expect(script.sockets).toHaveLength(1);
  });

  it('stops when the account was signed out, whatever the close code', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept().say(bye('signed_out'));
    script.socket().drop(1006);
    expect(script.realtime.stopReason).toBe('unauthenticated');
  });

  it('starts again after it was stopped', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.socket().drop(4003);
    script.realtime.start();
    script.accept();
    expect([script.realtime.status, script.realtime.stopReason]).toEqual(['online', null]);
  });

  it.each([4004, 1009])('does not hurry back after close code %i, which would come again', (code) => {
    const script = scriptRealtime({ random: () => 0.5 });
    script.realtime.start();
    script.accept().drop(code);
    vi.advanceTimersByTime(7_499);
    expect(script.sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(script.sockets).toHaveLength(2);
  });

  it('ignores what an abandoned socket still says', () => {
    const script = scriptRealtime();
    const frames: string[] = [];
    script.realtime.on('frame', (frame) => frames.push(frame.type));
    script.realtime.start();
    const first = script.accept();
    vi.advanceTimersByTime(50_000);
    vi.advanceTimersByTime(15_000);
    script.accept();
    first.say({ type: 'presence' });
    first.drop(4003);
    expect(script.realtime.status).toBe('online');
    expect(frames).toEqual(['welcome', 'welcome']);
  });

  it('does nothing more after stop', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept();
    script.realtime.stop();
    expect(script.socket().closedWith).toBe(1000);
    script.realtime.wake();
    vi.advanceTimersByTime(120_000);
    expect(script.sockets).toHaveLength(1);
    expect(script.realtime.stopReason).toBe('stopped');
  });
});

describe('heartbeat', () => {
  it('answers a ping', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept().say({ type: 'ping' });
    expect(script.socket().sent.at(-1)).toEqual({ type: 'pong' });
  });

  it('leaves a connection that said nothing for two heartbeats', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept({ heartbeatSeconds: 10 });
    vi.advanceTimersByTime(15_000);
    script.socket().say({ type: 'ping' });
    vi.advanceTimersByTime(19_999);
    expect(script.realtime.status).toBe('online');
    vi.advanceTimersByTime(1);
    expect(script.realtime.status).toBe('waiting');
  });

  it('stays as long as anything at all is heard', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept({ heartbeatSeconds: 10 });
    for (let round = 0; round < 20; round++) {
      vi.advanceTimersByTime(19_000);
      script.socket().sayRaw('not even JSON');
    }
    expect(script.realtime.status).toBe('online');
  });

  it('finds a dead connection although the clock was set back', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept({ heartbeatSeconds: 10 });
    script.socket().say({ type: 'ping' });
    vi.setSystemTime(Date.now() - 3_600_000);
    vi.advanceTimersByTime(40_000);
    expect(script.realtime.status).not.toBe('online');
  });
});

describe('waking', () => {
  it('tries at once instead of waiting', () => {
    const script = scriptRealtime();
    script.realtime.start();
    for (let round = 0; round < 6; round++) {
      script.socket().drop();
      vi.advanceTimersByTime(15_000);
    }
    script.socket().drop();
    script.realtime.wake();
    expect(script.realtime.status).toBe('connecting');
    vi.advanceTimersByTime(0);
    expect(script.sockets).toHaveLength(8);
  });

  it('asks a connection that seems alive, and leaves it when no answer comes', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept();
    script.realtime.wake();
    script.realtime.wake();
    expect(script.socket().sent.at(-1)).toEqual({ type: 'ping' });
    vi.advanceTimersByTime(5_000);
    expect(script.realtime.status).toBe('waiting');
  });

  it('does not give a silent connection more time by asking again', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept();
    script.realtime.wake();
    vi.advanceTimersByTime(3_000);
    script.realtime.wake();
    vi.advanceTimersByTime(2_000);
    expect(script.realtime.status).toBe('waiting');
  });

  it('keeps the connection that answers', () => {
    const script = scriptRealtime();
    script.realtime.start();
    script.accept();
    script.realtime.wake();
    script.socket().say({ type: 'pong' });
    vi.advanceTimersByTime(49_999);
    expect(script.realtime.status).toBe('online');
    vi.advanceTimersByTime(1);
    expect(script.realtime.status).toBe('waiting');
  });
});

describe('sending', () => {
  it('says whether it could', () => {
    const script = scriptRealtime();
    const frame = { type: 'typing' } as const;
    expect(script.realtime.send(frame)).toBe(false);
    script.realtime.start();
    script.socket().open();
    expect(script.realtime.send(frame)).toBe(false);
    script.accept();
    expect(script.realtime.send(frame)).toBe(true);
    expect(script.socket().sentOf('typing')).toHaveLength(1);
    script.socket().drop();
    expect(script.realtime.send(frame)).toBe(false);
  });

  it('tells how much has not left yet', () => {
    const script = scriptRealtime();
    expect(script.realtime.bufferedAmount).toBe(0);
    script.realtime.start();
    script.socket().bufferedAmount = 1_234;
    expect(script.realtime.bufferedAmount).toBe(1_234);
  });
});

describe('surviving', () => {
  it.each(['x', '', 'null', '[]', '7', '{"type":7}', undefined, new ArrayBuffer(3)])(
    'is not disturbed by the frame %j',
    (data) => {
      const script = scriptRealtime();
      const frames: unknown[] = [];
      script.realtime.start();
      script.accept();
      script.realtime.on('frame', (frame) => frames.push(frame));
      script.socket().sayRaw(data);
      expect(frames).toEqual([]);
      expect(script.realtime.status).toBe('online');
    },
  );

  it('reports a listener that throws and tells the others', () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {});
    const script = scriptRealtime();
    const told: RealtimeStatus[] = [];
    script.realtime.on('status', () => {
      throw new Error('the screen broke');
    });
    script.realtime.on('status', (status) => told.push(status));
    script.realtime.start();
    script.accept();
    expect(told).toEqual(['connecting', 'online']);
    expect(report).toHaveBeenCalledTimes(2);
  });

  it('tells nobody who has unsubscribed', () => {
    const script = scriptRealtime();
    const listener = vi.fn();
    const unsubscribe = script.realtime.on('status', listener);
    unsubscribe();
    script.realtime.start();
    expect(listener).not.toHaveBeenCalled();
  });

  it('goes on trying when a socket cannot be made', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const createSocket = vi.fn(() => {
      throw new Error('forbidden by policy');
    });
    const script = scriptRealtime({ createSocket });
    script.realtime.start();
    vi.advanceTimersByTime(60_000);
    expect(script.realtime.status).toBe('waiting');
    expect(createSocket.mock.calls.length).toBeGreaterThan(5);
  });

  it('goes on trying when the token cannot be had', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    let broken = true;
    const script = scriptRealtime({
      token: () => {
        if (broken) throw new Error('storage is blocked');
        return 'token';
      },
    });
    script.realtime.start();
    script.socket().open();
    expect(script.realtime.status).toBe('waiting');
    broken = false;
    vi.advanceTimersByTime(15_000);
    script.accept();
    expect(script.realtime.status).toBe('online');
  });

  it('says at each connect in which unit the lists are narrowed', () => {
    let unit: number | null = 7;
    const script = scriptRealtime({ orgUnitId: () => unit });
    script.realtime.start();
    script.socket().open();
    expect(script.socket().sent[0]).toMatchObject({ type: 'hello', orgUnitId: 7 });
    unit = null;
    script.realtime.stop();
    script.realtime.start();
    script.socket().open();
    expect(script.socket().sent[0]).not.toHaveProperty('orgUnitId');
  });

  it('may be stopped by the one it tells', () => {
    const script = scriptRealtime();
    script.realtime.on('status', (status) => {
      if (status === 'connecting' || status === 'online') script.realtime.stop();
    });
    script.realtime.start();
    expect(script.realtime.status).toBe('stopped');
    vi.advanceTimersByTime(60_000);
    expect(script.sockets.filter((socket) => socket.closedWith === null)).toEqual([]);
  });
});
