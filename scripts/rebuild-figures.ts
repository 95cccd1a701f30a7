// Makes the figures of agents anew from the event log; the outcome is the same. Works beside a running desk.
import { rebuildServices } from '../apps/server/src/modules/agent-figures/index.ts';
import {
  type Config,
  claimDataFolder,
  parseConfig,
  readEnvironment,
  StartupError,
} from '../apps/server/src/platform/config/index.ts';
import { openDatabase, prepareEmbeddedPostgres } from '../apps/server/src/platform/database/index.ts';

try {
  const { options, close } = await reach(parseConfig(readEnvironment(process.env)));
  const connection = openDatabase(options);
  const done = await rebuildServices(connection.db, (count) => process.stdout.write(`\r${count} conversations`));
  process.stdout.write(`\r${done} conversations done.\n`);
  await connection.close();
  await close();
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}

/** The server that is configured; the embedded one is started for this, unless a desk has it running. */
async function reach(config: Config) {
  if (config.DATABASE_URL) return { options: { connectionString: config.DATABASE_URL }, close: async () => {} };
  const folder = claimUnlessRunning(config.CSKEFU_DATA);
  const server = await prepareEmbeddedPostgres(folder?.path ?? config.CSKEFU_DATA);
  await server.start();
  const close = async () => {
    if (folder) await server.stop();
    folder?.release();
  };
  return { options: { ...server.connection, database: 'cskefu' }, close };
}

function claimUnlessRunning(path: string) {
  try {
    return claimDataFolder(path);
  } catch (error) {
    if (error instanceof StartupError) return null;
    throw error;
  }
}
