import type { AccountActor } from '../access/index.ts';
import { announce } from './announce.ts';
import type { Client } from './client.ts';
import { recognizeDevice, rememberDevice } from './guard/known-devices.ts';
import { type IdentityDependencies, loadActor } from './identity.ts';
import { describeDevice, nameDevice } from './sessions/describe-device.ts';
import { webHeaders } from './web-headers.ts';

export type SignInMethod = 'password' | 'totp' | 'recovery_code' | 'passkey' | 'single_sign_on';

export interface SignedIn {
  readonly actor: AccountActor;
  readonly cookies: string[];
}

/**
 * The last step of every sign-in: a new session with a new token, whatever the browser brought along; a browser that is known from now
 * on; and the event that says so.
 * @throws {DomainError} unauthenticated, if the account has been switched off meanwhile
 */
export async function beginSession(
  dependencies: IdentityDependencies,
  signIn: { accountId: string; method: SignInMethod; remember: boolean; trustDevice?: boolean },
  client: Client,
): Promise<SignedIn> {
  const { db, run, deviceCookies } = dependencies;
  const { accountId } = signIn;
  const now = new Date();
  const actor = await loadActor(dependencies, accountId);
  const cookies = await issueSessionCookies(dependencies, { accountId, remember: signIn.remember }, client);
  const known = await recognizeDevice(db, deviceCookies, client.headers.cookie, accountId, now);
  const trust = signIn.trustDevice ?? false;
  cookies.push(await rememberDevice(db, deviceCookies, { accountId, known, trust }, now));
  await announce(run, actor, 'account.signed_in', {
    method: signIn.method,
    device: nameDevice(describeDevice(client.userAgent)),
    address: client.address,
  });
  return { actor, cookies };
}

/** A new session in the library's tables; answers with its cookies. Without `remember`: as in the session that this browser has. */
export async function issueSessionCookies(
  { auth }: Pick<IdentityDependencies, 'auth'>,
  { accountId, remember }: { accountId: string; remember?: boolean },
  client: Client,
): Promise<string[]> {
  const { headers } = await auth.api.beginSession({
    body: {
      accountId,
      ipAddress: client.address,
      userAgent: client.userAgent,
      ...(remember === undefined ? {} : { remember }),
    },
    headers: webHeaders(client.headers),
    returnHeaders: true,
  });
  return headers.getSetCookie();
}
