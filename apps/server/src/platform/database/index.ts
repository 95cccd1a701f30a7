export {
  awaitDatabase,
  type ConnectionOptions,
  type Database,
  type DatabaseConnection,
  type DatabaseReader,
  type DatabaseTransaction,
  isConnectionLoss,
  openDatabase,
} from './database.ts';
export { type EmbeddedPostgres, prepareEmbeddedPostgres } from './embedded-postgres.ts';
export { MicroBatcher, type Outcome } from './micro-batcher.ts';
export { migrate } from './migrate.ts';
export type { DB } from './schema.gen.ts';
export { uniqueViolation } from './unique-violation.ts';
