import { CallError, NeverSent, toWireError } from './call-error.ts';
import { createFloodGauge } from './flood-gauge.ts';
import type { Call, Frame } from './frame.ts';
import type { Port, PortEnd } from './port.ts';
import { createTurnstile } from './turnstile.ts';

export interface PeerOptions {
  readonly port: Port;
  /** Serves what the other side asks. `signal` aborts when nobody waits any more. */
  readonly serve: (call: Call, signal: AbortSignal) => Promise<unknown> | unknown;
  /** `awaited`: the plugins whose answers were still missing. */
  readonly onEnd: (reason: PortEnd, awaited: string[]) => void;
  /** An answer came too late and was dropped. */
  readonly onLate?: () => void;
  /** The other side may ask as often as it likes: it is the core, or part of the product. */
  readonly trusting?: true;
  /** More calls than these within a second end the connection; default 5 000. */
  readonly maxCallsPerSecond?: number | undefined;
}

export interface CallOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

interface OpenCall {
  readonly plugin: string;
  readonly settle: (result: { value: unknown } | { error: CallError }) => void;
}

const MAX_SERVED = 64;
const BUSY = { code: 'overloaded', message: `at most ${MAX_SERVED} calls at the same time` };

/** One side of a connection: asks the other side and serves it, several calls at the same time. */
export interface Peer {
  /** Rejects with a `CallError`, and always by the deadline. */
  call(plugin: string, method: string, args: unknown, options: CallOptions): Promise<unknown>;
  /** Plugins whose answer is awaited now: the suspects when the other side dies. */
  awaited(): string[];
  close(): void;
}

export const createPeer = ({ port, serve, onEnd, onLate, trusting, maxCallsPerSecond }: PeerOptions): Peer => {
  const open = new Map<number, OpenCall>();
  const served = new Map<number, AbortController>();
  const turnstile = createTurnstile();
  const flood = createFloodGauge(maxCallsPerSecond);
  let lastId = 0;
  let ended = false;

  const awaited = () => [...new Set([...open.values()].map((call) => call.plugin))];

  const answer = (frame: Frame & { kind: 'ok' | 'error' }) => {
    const call = open.get(frame.id);
    if (!call) return onLate?.();
    call.settle(
      frame.kind === 'ok'
        ? { value: frame.value }
        : { error: new CallError(frame.error.code, frame.error.message, frame.error.details) },
    );
  };

  const serveCall = async (call: Call) => {
    if (!trusting && flood.rises()) return port.close('flooded');
    if (served.size >= MAX_SERVED) return reply({ kind: 'error', id: call.id, error: BUSY });
    const abort = new AbortController();
    served.set(call.id, abort);
    const timer = setTimeout(() => abort.abort(), call.remainingMs);
    try {
      const value = await serve(call, abort.signal);
      reply({ kind: 'ok', id: call.id, value });
    } catch (error) {
      reply({ kind: 'error', id: call.id, error: toWireError(error) });
    } finally {
      clearTimeout(timer);
      served.delete(call.id);
    }
  };

  /** A value that cannot be sent becomes an error that can. */
  const reply = (frame: Frame) => {
    try {
      port.send(frame);
    } catch (error) {
      port.send({ kind: 'error', id: frame.id, error: toWireError(error) });
    }
  };

  port.listen({
    onFrame: (frame) => {
      switch (frame.kind) {
        case 'call':
          return void serveCall(frame);
        case 'cancel':
          return served.get(frame.id)?.abort();
        default:
          return answer(frame);
      }
    },
    onEnd: (reason) => {
      ended = true;
      const missing = awaited();
      for (const call of [...open.values()]) call.settle({ error: new CallError('gone', 'the connection ended') });
      for (const abort of served.values()) abort.abort();
      onEnd(reason, missing);
    },
  });

  const ask = (plugin: string, method: string, args: unknown, deadlineMs: number, signal: AbortSignal | undefined) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(new NeverSent('gone', 'the connection ended'));
      const id = ++lastId;
      const giveUp = (code: 'deadline' | 'cancelled', message: string) => {
        settle({ error: new CallError(code, message) });
        if (!ended) port.send({ kind: 'cancel', id });
      };
      const onAbort = () => giveUp('cancelled', 'cancelled by the caller');
      const timer = setTimeout(
        () => giveUp('deadline', `no answer to ${method} within ${Math.round(deadlineMs)} ms`),
        deadlineMs,
      );
      const settle: OpenCall['settle'] = (result) => {
        if (!open.delete(id)) return;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        if ('value' in result) resolve(result.value);
        else reject(result.error);
      };
      open.set(id, { plugin, settle });
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        port.send({ kind: 'call', id, plugin, method, args, remainingMs: deadlineMs });
      } catch (error) {
        const { code, message } = toWireError(error);
        settle({ error: new NeverSent(code, message) });
      }
    });

  return {
    call: (plugin, method, args, { deadlineMs, signal }) => {
      const started = performance.now();
      return turnstile.pass(plugin, deadlineMs, () =>
        ask(plugin, method, args, Math.max(1, deadlineMs - (performance.now() - started)), signal),
      );
    },
    awaited,
    close: () => port.close(),
  };
};
