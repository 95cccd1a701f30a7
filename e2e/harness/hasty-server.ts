import { parseConfig, readEnvironment } from '../../apps/server/src/platform/config/index.ts';
import { createLogger } from '../../apps/server/src/platform/logging/index.ts';
import { startServer } from '../../apps/server/src/start.ts';

// The program as people start it, but for one thing: an agent without a connection is offline after seconds, not after half a minute.
const config = parseConfig(readEnvironment(process.env));
const { signal } = new AbortController();
const server = await startServer(config, createLogger(config.LOG_LEVEL), signal, { graceMs: 2_000, renewMs: 250 });
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
console.log('the hasty desk is ready');
