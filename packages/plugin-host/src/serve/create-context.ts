import type { Log, PluginContext, Token } from '@cskefu/plugin-sdk';
import { CallError } from '../wire/call-error.ts';
import { type Catalogs, translate } from './translate.ts';

/** Asks the core; rejects with a code. What is asked is cancelled with the signal. */
export type AskCore = (method: string, args: unknown, deadlineMs?: number, signal?: AbortSignal) => Promise<unknown>;

interface ContextParts {
  readonly pluginId: string;
  readonly ask: AskCore;
  readonly signal: AbortSignal;
  readonly catalogs: Catalogs;
}

const HTTP_MS = 10_000;

/** What a handler is given: each method is a call to the core. The answers have been checked there against the types of the SDK. */
export const createContext = ({ pluginId, ask: askCore, signal, catalogs }: ContextParts): PluginContext => {
  // Once nobody waits for the handler, it gets nothing more: a message that counts as given up is not sent after all.
  const ask: AskCore = async (method, args, deadlineMs) => {
    if (signal.aborted) throw new CallError('cancelled', 'nobody waits any more');
    return askCore(method, args, deadlineMs, signal);
  };
  const asks =
    (method: string) =>
    (args: unknown): Promise<never> =>
      ask(method, args) as Promise<never>;
  return {
    pluginId,
    signal,
    log: createLog(askCore),
    kv: {
      get: (key) => asks('kv.get')({ key }),
      set: (key, value, options) => asks('kv.set')({ key, value, ...options }),
      compareAndSet: (key, version, value, options) => asks('kv.compareAndSet')({ key, version, value, ...options }),
      increment: (key, by = 1) => asks('kv.increment')({ key, by }),
      delete: (key) => asks('kv.delete')({ key }),
      list: (prefix, options) => asks('kv.list')({ prefix, ...options }),
    },
    http: {
      fetch: (request) => ask('http.fetch', request, (request.timeoutMs ?? HTTP_MS) + 1_000) as Promise<never>,
    },
    tokens: { get: (key, refresh, { refused } = {}) => getToken(ask, askCore, { key, refused }, refresh) },
    conversations: {
      get: (id) => asks('conversations.get')({ id }),
      list: (query = {}) => asks('conversations.list')(query),
    },
    messages: {
      list: (conversationId, query) => asks('messages.list')({ conversationId, ...query }),
      write: (message) => asks('messages.write')(message),
    },
    contacts: {
      ofConversation: (conversationId) => asks('contacts.ofConversation')({ conversationId }),
      get: (id) => asks('contacts.get')({ id }),
    },
    agents: { list: (query = {}) => asks('agents.list')(query) },
    media: {
      link: (fileId) => asks('media.link')({ fileId }),
      fetch: (request) => ask('media.fetch', request, (request.timeoutMs ?? HTTP_MS) + 1_000) as Promise<never>,
    },
    t: (locale, key, params) => translate(catalogs, locale, key, params),
  };
};

/** Nobody waits for a line of a log, and one that is lost does no harm. */
const createLog = (ask: AskCore): Log => {
  const at = (level: keyof Log) => (message: string, fields?: Readonly<Record<string, unknown>>) =>
    void ask('log', { level, message, ...(fields ? { fields } : {}) }).catch(() => undefined);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
};

type Claim = { state: 'ready'; value: string } | { state: 'wait'; ms: number } | { state: 'refresh'; lease: string };

/** One asks the provider, everybody else waits for the result. A lease that was taken is given back, whoever waits. */
const getToken = async (
  ask: AskCore,
  askAlways: AskCore,
  { key, refused }: { readonly key: string; readonly refused: string | undefined },
  refresh: () => Promise<Token>,
): Promise<string> => {
  const wanted = refused === undefined ? { key } : { key, refused };
  for (;;) {
    const claim = (await ask('tokens.claim', wanted)) as Claim;
    if (claim.state === 'ready') return claim.value;
    if (claim.state === 'wait') {
      await new Promise((resolve) => setTimeout(resolve, claim.ms));
      continue;
    }
    return refreshToken(askAlways, key, claim.lease, refresh);
  }
};

const refreshToken = async (ask: AskCore, key: string, lease: string, refresh: () => Promise<Token>) => {
  try {
    const token = await refresh();
    await ask('tokens.keep', { key, lease, value: token.value, expiresInS: token.expiresInS });
    return token.value;
  } catch (error) {
    await ask('tokens.release', { key, lease }).catch(() => undefined);
    throw error;
  }
};
