import type { IncomingMessage } from 'node:http';
import type { ClientFrame } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { AccountActor, Authenticator } from '../access/index.ts';
import { findUnitWithin } from '../organization/index.ts';
import type { Lookups, VisitorFacts } from './lookups.ts';
import type { AgentIdentity, VisitorIdentity } from './session.ts';

type HelloFrame = Extract<ClientFrame, { type: 'hello' }>;

export interface IdentifyDependencies {
  readonly db: Database;
  readonly lookups: Lookups;
  readonly authenticator: Authenticator;
  readonly readSessionToken: (cookieHeader: string | undefined) => string | null;
  readonly addressOf: (request: IncomingMessage) => string;
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
    account: () => dependencies.authenticator.accountOf({ cookie }, dependencies.addressOf(request)),
    sessionToken: dependencies.readSessionToken(cookie),
  };
}

/** Who says hello: a visitor by token, else an account by session. Null if neither is valid. */
export function identify(
  dependencies: IdentifyDependencies,
  credentials: Credentials | null,
  hello: Pick<HelloFrame, 'token' | 'orgUnitId'>,
): Promise<Identified | null> {
  return hello.token === undefined
    ? identifyAccount(dependencies, credentials, hello.orgUnitId)
    : identifyVisitor(dependencies, hello.token);
}

async function identifyAccount(
  { db }: IdentifyDependencies,
  credentials: Credentials | null,
  orgUnitId: number | undefined,
): Promise<Identified | null> {
  const account = await credentials?.account();
  // Whoever may see no conversation hears of none, but hears when that changes.
  if (!account || account.passwordChangeRequired) return null;
  // A unit that is gone or out of reach cannot be the current one: then it is the own one, and the next request says so.
  const scope = orgUnitId === undefined ? undefined : await findUnitWithin(db, account.orgUnit, orgUnitId);
  const sessionToken = credentials?.sessionToken ?? null;
  return {
    identity: {
      kind: 'agent',
      id: account.id,
      name: account.name,
      account,
      scopeId: scope?.id ?? account.orgUnit.id,
      sessionToken,
    },
  };
}

async function identifyVisitor(
  { authenticator, lookups }: IdentifyDependencies,
  token: string,
): Promise<Identified | null> {
  const actor = authenticator.visitorTokens.verify(token);
  const facts = actor && (await lookups.visitor(actor.id));
  // Whoever is blocked opens their session anew, and is told there.
  if (!actor || !facts?.channelEnabled || facts.blocked) return null;
  const { name, showsDraft, openConversationId, conversationIds } = facts;
  return {
    identity: { kind: 'visitor', id: actor.id, channelId: actor.channelId, name, showsDraft },
    openConversationId,
    conversationIds,
  };
}
