import { type Call, CallError, openDoor, startHostProcess } from '@cskefu/plugin-host';
import { PluginError, type PluginPermission } from '@cskefu/plugin-sdk';
import type { CoreMethods } from '../core-methods.ts';
import type { PluginFolder } from '../plugin-files.ts';
import { answerNothing } from '../try-plugin.ts';
import type { DueMigration } from './due-migration.ts';

export type MigrationFault = 'not_loaded' | 'threw' | 'deadline' | 'ended' | 'not_started';

/** A step did not come to its end; nothing of it is kept. */
export class MigrationFailed extends Error {
  readonly fault: MigrationFault;
  readonly to: number;

  constructor(fault: MigrationFault, to: number, message: string) {
    super(message);
    this.fault = fault;
    this.to = to;
  }
}

export type Serve = (call: Call, signal: AbortSignal) => Promise<unknown>;

/** A process that is there for the migration only, and is thrown away. */
export interface MigrationHost {
  call(
    id: string,
    method: string,
    args: unknown,
    options: { deadlineMs: number; signal: AbortSignal },
  ): Promise<unknown>;
  /** How it ended, and what it said before; empty if it has not ended. */
  end(): Promise<string>;
  stop(): void;
}

const MAX_RSS = 192 * 1024 * 1024;
/** Between the last word over the pipe and the end of the process. */
const END_MS = 1_000;

export const startMigrationHost = async (
  { record: { id }, known: { catalogs } }: DueMigration,
  { folder, entry, user }: PluginFolder,
  { serve, onOutput }: { serve: Serve; onOutput: (line: string) => void },
): Promise<MigrationHost> => {
  const ended = Promise.withResolvers<string>();
  const host = await startHostProcess({
    plugins: [{ id, entry, catalogs }],
    readable: [folder],
    maxRssBytes: MAX_RSS,
    user,
    serve,
    onOutput,
    onEnd: ({ reason, lastWords }) => ended.resolve(`its process ended (${reason})\n${lastWords}`),
  });
  const end = () => Promise.race([ended.promise, new Promise<string>((resolve) => setTimeout(resolve, END_MS, ''))]);
  return { call: host.call, end, stop: host.kill };
};

/**
 * What a migration asks goes to its transaction, one after the other: a transaction is one connection. Other things are refused, and later, while the new
 * version is only tried on the new data, answered with nothing.
 */
export const createMigrationDoor = (methods: CoreMethods, grants: ReadonlySet<PluginPermission>) => {
  const door = openDoor(methods, () => grants);
  let state: 'migrating' | 'trying' | 'closed' = 'migrating';
  let last: Promise<unknown> = Promise.resolve();
  const serve: Serve = async (call, signal) => {
    if (state !== 'closed' && Object.hasOwn(methods, call.method)) {
      const turn = last.then(() => pass(call, signal));
      last = turn.catch(() => undefined);
      return turn;
    }
    if (state === 'trying') return answerNothing(call);
    throw new PluginError('forbidden', `a migration has only kv and log, not ${call.method}`);
  };
  const pass: Serve = async (call, signal) => {
    if (state === 'closed') throw new PluginError('cancelled', 'the migration is over');
    return door(call, signal);
  };
  return {
    serve,
    onlyTry: () => {
      state = 'trying';
    },
    /** Resolves when nothing of it is under way any more. */
    close: async () => {
      state = 'closed';
      await last;
    },
  };
};

export const faultOf = (error: unknown): MigrationFault => {
  if (!(error instanceof CallError)) return 'threw';
  if (error.code === 'deadline') return 'deadline';
  return error.code === 'gone' ? 'ended' : 'threw';
};

export const wordsOf = async (error: unknown, host: MigrationHost): Promise<string> =>
  (faultOf(error) === 'ended' && (await host.end())) || (error as Error).message;
