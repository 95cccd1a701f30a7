import type { IncomingMessage } from 'node:http';
import type { Database } from '../../platform/database/index.ts';
import { type AccountActor, type Authenticator, visibleUnits } from '../access/index.ts';
import type { Lookups, VisitorFacts } from './lookups.ts';
import type { AgentIdentity, VisitorIdentity } from './session.ts';

export interface IdentifyDependencies {
  readonly db: Database;
  readonly lookups: Lookups;
  readonly authenticator: Authenticator;
  readonly readSessionToken: (cookieHeader: string | undefined) => string | null;
  readonly isOwnOrigin: (origin: string, host: string | undefined) => boolean;
}

/** What the upgrade request proves, in a form that outlives the request. */
export interface Credentials {
  readonly account: () => Promise<AccountActor | null>;
  readonly sessionToken: string | null;
}

export type IdentifiedVisitor = { readonly identity: VisitorIdentity } & Pick<
  VisitorFacts,
  'openConversationId' | 'conversationIds'
>;

export type Identified = IdentifiedVisitor | { readonly identity: AgentIdentity };

/** A browser sends its cookie from any page: it counts only for connections from our own. */
export function credentialsOf(dependencies: IdentifyDependencies, request: IncomingMessage): Credentials | null {
  const { cookie, origin, host } = request.headers;
  if (!cookie || (origin !== undefined && !dependencies.isOwnOrigin(origin, host))) return null;
  return {
    account: () => dependencies.authenticator.accountOf({ cookie }),
    sessionToken: dependencies.readSessionToken(cookie),
  };
}

/** Who says hello: a visitor by token, else an account by session. Null if neither is valid. */
export function identify(
  dependencies: IdentifyDependencies,
  credentials: Credentials | null,
  token: string | undefined,
): Promise<Identified | null> {
  return token === undefined ? identifyAccount(dependencies, credentials) : identifyVisitor(dependencies, token);
}

async function identifyAccount(
  { db }: IdentifyDependencies,
  credentials: Credentials | null,
): Promise<Identified | null> {
  const account = await credentials?.account();
  if (!account || account.passwordChangeRequired || !account.permissions.has('conversations:read')) return null;
  const units = new Set(await visibleUnits(db, account));
  const sessionToken = credentials?.sessionToken ?? null;
  return { identity: { kind: 'agent', id: account.id, name: account.name, account, units, sessionToken } };
}

async function identifyVisitor(
  { authenticator, lookups }: IdentifyDependencies,
  token: string,
): Promise<Identified | null> {
  const actor = authenticator.visitorTokens.verify(token);
  const facts = actor && (await lookups.visitor(actor.id));
  if (!actor || !facts?.channelEnabled) return null;
  const { name, showsDraft, openConversationId, conversationIds } = facts;
  return {
    identity: { kind: 'visitor', id: actor.id, channelId: actor.channelId, name, showsDraft },
    openConversationId,
    conversationIds,
  };
}
