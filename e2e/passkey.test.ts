import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { type Desk, startDesk } from './harness/desk.ts';

const PASSWORD = 'agent1234';
let desk: Desk;
let browser: Browser;

beforeAll(async () => {
  desk = await startDesk();
  browser = await launchBrowser();
});
afterAll(async () => {
  await Promise.all([browser?.close(), desk?.stop()]);
});

/** A browser whose device has a fingerprint reader. */
async function openPage(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  // Any address of the desk: what is proved is the way from the browser to the server and back.
  await page.goto(`${desk.url}/openapi.json`);
  return page;
}

const post = (page: Page, path: string, body: object) =>
  page.evaluate(
    async ([address, text]) => {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    [path, JSON.stringify(body)] as const,
  );

const makePasskey = (page: Page, options: unknown) =>
  page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json as PublicKeyCredentialCreationOptionsJSON);
    return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON() as object;
  }, options);

const usePasskey = (page: Page, options: unknown) =>
  page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json as PublicKeyCredentialRequestOptionsJSON);
    return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON() as object;
  }, options);

it('signs in with a passkey that a real browser has made, without name or password', async () => {
  const page = await openPage();
  const signedIn = await post(page, '/api/auth/sign-in', { login: 'zhangsan', password: PASSWORD });
  expect(signedIn.status).toBe(200);
  const begun = await post(page, '/api/me/passkeys/begin', { password: PASSWORD });
  const credential = await makePasskey(page, begun.body['options']);
  const kept = await post(page, '/api/me/passkeys', { name: '笔记本', credential });
  expect([kept.status, kept.body['name']]).toEqual([200, '笔记本']);

  await page.context().clearCookies();
  const offered = await post(page, '/api/auth/passkey/begin', {});
  const answer = await usePasskey(page, offered.body['options']);
  const entered = await post(page, '/api/auth/passkey', { credential: answer });
  expect([entered.status, entered.body['username']]).toEqual([200, 'zhangsan']);
  const me = await page.evaluate(async () => (await (await fetch('/api/me')).json()) as { id: string });
  expect(me.id).toBe(signedIn.body['id']);
});
