import { setTimeout as wait } from 'node:timers/promises';
import type { Desk } from '../desk/desk.ts';
import { postgresProcesses } from '../desk/postgres-processes.ts';
import type { ServerProcess } from '../desk/server-process.ts';
import type { Random } from './random.ts';

export const calamities = [
  'kill server',
  'stop server',
  'restart database',
  'crash database',
  'kill database process',
  'power cut',
] as const;
export type Calamity = (typeof calamities)[number];

export interface CalamityCounts {
  serverKills: number;
  serverStops: number;
  databaseRestarts: number;
  databaseProcessKills: number;
}

/** The server and its database, and whatever befalls them. */
export class Victim {
  readonly counts: CalamityCounts = { serverKills: 0, serverStops: 0, databaseRestarts: 0, databaseProcessKills: 0 };
  readonly #desk: Desk;
  readonly #random: Random;
  #server: ServerProcess;

  private constructor(desk: Desk, random: Random, server: ServerProcess) {
    this.#desk = desk;
    this.#random = random;
    this.#server = server;
  }

  static async start(desk: Desk, random: Random): Promise<Victim> {
    return new Victim(desk, random, await desk.startServer());
  }

  /** Lets it happen, and resolves when the server runs again. */
  async suffer(calamity: Calamity): Promise<void> {
    switch (calamity) {
      case 'kill server':
        await this.#killServer();
        return this.#startServer();
      case 'stop server':
        this.counts.serverStops++;
        await this.#server.stop();
        return this.#startServer();
      case 'restart database':
        return this.#restartDatabase('fast');
      case 'crash database':
        return this.#restartDatabase('immediate');
      case 'kill database process':
        return this.#killDatabaseProcess();
      case 'power cut':
        this.counts.databaseRestarts++;
        await Promise.all([this.#killServer(), this.#desk.postgres.stop('immediate')]);
        return this.#startServer();
    }
  }

  async #killServer(): Promise<void> {
    this.counts.serverKills++;
    await this.#server.kill();
  }

  async #startServer(): Promise<void> {
    await wait(this.#random.below(500));
    this.#server = await this.#desk.startServer();
  }

  async #restartDatabase(mode: 'fast' | 'immediate'): Promise<void> {
    this.counts.databaseRestarts++;
    await this.#desk.postgres.stop(mode);
    // Sometimes nobody starts it but the server, which looks after it.
    if (this.#random.chance(0.3)) return this.#untilDatabaseRuns();
    await wait(this.#random.below(700));
    // The server may be faster; then its start makes ours fail, and it runs all the same.
    await this.#desk.postgres.start().catch(() => this.#untilDatabaseRuns());
  }

  /** `kill -9` of one of its processes: PostgreSQL then throws out everybody and recovers by itself. */
  async #killDatabaseProcess(): Promise<void> {
    this.counts.databaseProcessKills++;
    const [, ...children] = postgresProcesses(this.#desk.postgres);
    const victim = children[this.#random.below(children.length)];
    if (victim !== undefined) process.kill(victim, 'SIGKILL');
    await this.#untilDatabaseRuns();
  }

  async #untilDatabaseRuns(): Promise<void> {
    for (const end = Date.now() + 60_000; ; ) {
      try {
        await this.#desk.database.pool.query('select 1');
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await wait(100);
      }
    }
  }
}
