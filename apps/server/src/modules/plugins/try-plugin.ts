import { type Call, startHostProcess } from '@cskefu/plugin-host';
import { DomainError } from '../../platform/errors/index.ts';
import type { KnownPlugin } from './facts.ts';
import type { PluginFolder } from './plugin-files.ts';
import { createRedactor } from './redact.ts';
import type { Secrets } from './settings-values.ts';

const ACTIVATE_MS = 5_000;
const MAX_RSS = 192 * 1024 * 1024;

/**
 * Starts a version once in a process that is thrown away, before anything is switched to it. What it asks of the core meanwhile is answered with nothing:
 * it leaves no trace. Without complete settings it is only loaded.
 * @throws {DomainError} activation_failed
 */
export async function tryPlugin(
  { manifest, catalogs }: KnownPlugin,
  { folder, entry, user }: PluginFolder,
  config: unknown,
  secrets: Secrets,
): Promise<void> {
  const { id } = manifest;
  let lastWords = '';
  try {
    const host = await startHostProcess({
      plugins: [{ id, entry, catalogs }],
      readable: [folder],
      maxRssBytes: MAX_RSS,
      user,
      serve: answerNothing,
      onOutput: () => {},
      onEnd: (ended) => {
        lastWords = ended.lastWords;
      },
    });
    try {
      if (config !== null) await host.call(id, 'activate', { config }, { deadlineMs: ACTIVATE_MS });
    } finally {
      host.kill();
    }
  } catch (error) {
    const words = lastWords ? `${(error as Error).message}\n${lastWords}` : (error as Error).message;
    throw new DomainError('activation_failed', {
      detail: createRedactor(Object.values(secrets))(words).slice(0, 2_000),
    });
  }
}

const EMPTY_PAGE = { items: [], nextCursor: null };

export const answerNothing = ({ method }: Call): unknown => {
  switch (method) {
    case 'http.fetch':
      return { status: 503, headers: {}, body: new Uint8Array() };
    case 'tokens.claim':
      return { state: 'ready', value: 'trial' };
    case 'kv.list':
      return [];
    case 'kv.compareAndSet':
      return true;
    case 'kv.increment':
      return 1;
    default:
      return method.endsWith('.list') ? EMPTY_PAGE : null;
  }
};
