// Throws the embedded database away; the next start makes a new one with the demo organization. Files stay.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import {
  claimDataFolder,
  parseConfig,
  readEnvironment,
  StartupError,
} from '../apps/server/src/platform/config/index.ts';
import { prepareEmbeddedPostgres } from '../apps/server/src/platform/database/index.ts';

try {
  const config = parseConfig(readEnvironment(process.env));
  if (config.DATABASE_URL) throw new StartupError('DATABASE_URL is set: only an embedded database can be reset.');
  if (!existsSync(config.CSKEFU_DATA)) throw new StartupError(`There is no data folder at ${config.CSKEFU_DATA}.`);
  const folder = claimDataFolder(config.CSKEFU_DATA);
  const server = await prepareEmbeddedPostgres(folder.path);
  await server.stop('immediate');
  await rm(server.folder, { recursive: true });
  folder.release();
  console.log('The database is gone. The next start makes a new one.');
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
