import { type Config, parseConfig, readEnvironment, StartupError } from './platform/config/index.ts';
import { createLogger } from './platform/logging/index.ts';
import { type RunningServer, startServer } from './start.ts';

const DRAIN_MS = 9_500;
const FIRST_ACCOUNTS = 'First start. Agent: zhangsan / agent1234. Super administrator: admin / admin1234';

function readConfig(): Config {
  return parseConfig(readEnvironment(process.env));
}

function explain(error: unknown): never {
  if (error instanceof StartupError) console.error(error.message);
  else console.error(error);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLogger(config.LOG_LEVEL);
  let starting: Promise<RunningServer | null> | undefined;
  const stopped = new AbortController();

  async function stop(signal: string): Promise<void> {
    // Somebody who asks twice means it.
    if (stopped.signal.aborted) process.exit(1);
    stopped.abort();
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    // In the middle of the start: what has been opened is closed as well. If the start fails, it explains itself.
    const server = await starting;
    await server?.stop();
    process.exit(0);
  }
  process.on('SIGTERM', () => void stop('SIGTERM').catch(explain));
  process.on('SIGINT', () => void stop('SIGINT').catch(explain));
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

  starting = startServer(config, log, stopped.signal).catch((error: unknown) => {
    if (error !== stopped.signal.reason) throw error;
    return null;
  });
  const server = await starting;
  if (!server) return;
  const address = config.PUBLIC_URL ?? `http://localhost:${server.port}`;
  console.log(`春松客服 Cskefu is ready: ${address}   (test page: ${address}/testclient.html)`);
  if (server.firstStart && !config.CSKEFU_ADMIN_PASSWORD)
    console.log(`${FIRST_ACCOUNTS}${config.CSKEFU_DEMO ? '.' : ', to be changed at the first sign-in.'}`);
}

main().catch(explain);
