import { Resolver } from 'node:dns/promises';
import { type Agent, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { EgressError } from './egress-error.ts';
import { isPublicAddress } from './public-address.ts';

export type Resolve = (hostname: string) => Promise<readonly { address: string; family: 4 | 6 }[]>;

const IDLE_MS = 4_000;
const settings = { keepAlive: true, timeout: IDLE_MS, maxFreeSockets: 32 } as const;

/** Connections to public addresses only. Looked up when a connection is made, and made to what was looked at. */
export const createGuardedAgent = (resolve: Resolve = resolvePublicly): Agent =>
  new HttpsAgent({ ...settings, lookup: guardedLookup(resolve) });

/** For hosts that the operator has named. */
export const createOpenAgents = (): Record<'http:' | 'https:', Agent> => ({
  'http:': new HttpAgent(settings),
  'https:': new HttpsAgent(settings),
});

/** One address of a private network among them is enough to refuse them all. */
export const guardedLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    const look = async () => {
      const found = await resolve(hostname);
      if (found.length === 0) throw new EgressError('unreachable', `${hostname} has no address`);
      const inward = found.find(({ address }) => !isPublicAddress(address));
      if (inward) throw new EgressError('not_allowed', `${hostname} is not in the public internet`);
      return [...found];
    };
    look().then(
      (found) => {
        const [first] = found;
        if (options.all) callback(null, found);
        else callback(null, first?.address ?? '', first?.family ?? 4);
      },
      (error: Error) => callback(error, '', 0),
    );
  };

const resolver = new Resolver({ timeout: 2_000, tries: 2 });

/**
 * Asks the name servers itself. `dns.lookup` would hold one of the few threads that files and passwords need as well, for as long as a name
 * server that somebody else has chosen takes.
 */
const resolvePublicly: Resolve = async (hostname) => {
  const of = async (family: 4 | 6) => {
    const found = await (family === 4 ? resolver.resolve4(hostname) : resolver.resolve6(hostname));
    return found.map((address) => ({ address, family }));
  };
  const answers = await Promise.allSettled([of(4), of(6)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
};
