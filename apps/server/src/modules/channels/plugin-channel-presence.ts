import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

/** Whether there is any channel of a plugin; where there is none, nothing needs to be looked for. */
export interface PluginChannelPresence {
  isAny(): boolean;
  start(): Promise<void>;
  stop(): void;
}

const LOOK_MS = 5_000;

export const createPluginChannelPresence = (db: DatabaseReader): PluginChannelPresence => {
  let any = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const { rows } = await sql<{ any: boolean }>`
      select exists (select from channels where transport <> 'live') as any`.execute(db);
    any = rows[0]?.any ?? false;
  };
  return {
    isAny: () => any,
    start: async () => {
      await look();
      timer = setInterval(() => void look().catch(() => {}), LOOK_MS);
    },
    stop: () => clearInterval(timer),
  };
};
