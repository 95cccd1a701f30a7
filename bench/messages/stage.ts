import { availableParallelism } from 'node:os';
import type { Desk } from '../desk/desk.ts';
import { numberedIds } from '../desk/numbered-ids.ts';
import { type Party, populate } from '../desk/populate.ts';
import { postgresProcesses } from '../desk/postgres-processes.ts';
import { type ServerProcess, startServerProcess } from '../desk/server-process.ts';
import { type Generator, startGenerator } from '../load/generator-process.ts';
import type { Stretch, Tally } from '../load/load-plan.ts';
import { awaitQuietMachine, busyShare, processorSeconds, readProcessorTimes } from '../machine.ts';
import { readStored, type Stored } from './compare-database.ts';

/** What is under load: the desk, the desk with one commit for each message, or a relay that stores nothing. */
export type StageKind = 'desk' | 'single-commit' | 'relay';

/** Processor time as a share of one core. */
export interface ProcessorShares {
  readonly server: number;
  readonly client: number;
  readonly database: number;
  /** Everybody else on this machine: what makes a figure doubtful. */
  readonly others: number;
}

export interface Stage {
  /** Waits for a quiet machine, then puts the load on; at once where the noise is part of what is measured. */
  openLoop(
    rate: number,
    seconds: number,
    options?: { readonly atOnce?: boolean },
  ): Promise<Stretch & { cpu: ProcessorShares }>;
  closedLoop(inFlight: number, seconds: number): Promise<Stretch & { cpu: ProcessorShares }>;
  /** Ends it and answers with what clients saw and, where there is one, what the database holds. */
  close(): Promise<{ seen: Tally; stored: Stored | null }>;
}

export const CONVERSATIONS = 500;
export const AGENTS = 25;

export async function openStage(desk: Desk, kind: StageKind, nodeArguments: readonly string[] = []): Promise<Stage> {
  const server = await startServer(desk, kind, nodeArguments);
  const party = await populate(desk, { agents: AGENTS, conversations: CONVERSATIONS });
  const messages = numberedIds();
  const generator = await startGenerator({
    port: desk.port,
    speaks: kind === 'relay' ? 'relay' : 'desk',
    conversationPrefix: party.conversations.prefix,
    messagePrefix: messages.prefix,
    visitorTokens: Array.from({ length: CONVERSATIONS }, (_, number) => party.visitorToken(number)),
    agentCookies: Array.from({ length: AGENTS }, (_, number) => party.agentCookie(number)),
  });
  const measured = async (stretch: () => Promise<Stretch>, atOnce = false) => {
    if (!atOnce) await awaitQuietMachine();
    return withProcessorShares(
      { server, generator, database: kind === 'relay' ? [] : postgresProcesses(desk.postgres) },
      stretch,
    );
  };
  return {
    openLoop: (rate, seconds, { atOnce } = {}) => measured(() => generator.openLoop(rate, seconds), atOnce),
    closedLoop: (inFlight, seconds) => measured(() => generator.closedLoop(inFlight, seconds)),
    close: async () => {
      const seen = await generator.tally();
      const stored = kind === 'relay' ? null : await readStored(desk, party, messages);
      await generator.stop();
      await server.stop();
      await forget(desk, party);
      return { seen, stored };
    },
  };
}

function startServer(desk: Desk, kind: StageKind, nodeArguments: readonly string[]): Promise<ServerProcess> {
  if (kind === 'relay')
    return startServerProcess({ script: 'bench/relay/relay.ts', env: { CC_WEB_PORT: String(desk.port) } });
  return desk.startServer({ nodeArguments, env: kind === 'single-commit' ? { MESSAGE_BATCH_MAX: '1' } : {} });
}

/** The next server must not take this run's agents for vanished, and put their conversations back into the queue. */
async function forget(desk: Desk, party: Party): Promise<void> {
  await desk.postgres.start();
  await desk.database.pool.query(`update agents set state = 'offline' where account_id between $1::uuid and $2::uuid`, [
    party.agents.id(0),
    `${party.agents.prefix}ffffffffffff`,
  ]);
}

async function withProcessorShares(
  { server, generator, database }: { server: ServerProcess; generator: Generator; database: readonly number[] },
  stretch: () => Promise<Stretch>,
): Promise<Stretch & { cpu: ProcessorShares }> {
  const read = () => [processorSeconds([server.pid]), processorSeconds([generator.pid]), processorSeconds(database)];
  const [before, machineBefore, begun] = [read(), readProcessorTimes(), performance.now()];
  const result = await stretch();
  const seconds = (performance.now() - begun) / 1_000;
  const after = read();
  const [serverShare = 0, client = 0, databaseShare = 0] = after.map(
    (value, index) => Math.round(((value - (before[index] ?? 0)) / seconds) * 100) / 100,
  );
  const all = busyShare(machineBefore, readProcessorTimes()) * availableParallelism();
  const others = Math.max(0, Math.round((all - serverShare - client - databaseShare) * 100) / 100);
  return { ...result, cpu: { server: serverShare, client, database: databaseShare, others } };
}
