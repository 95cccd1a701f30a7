import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { createVisitorTokens } from './index.ts';

const key = randomBytes(32);
const tokens = createVisitorTokens(key);
const visitor = { id: crypto.randomUUID(), channelId: 'site' };

/** Signed with our key, whatever is inside. */
const signed = (content: string) => {
  const body = Buffer.from(content).toString('base64url');
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`;
};

describe('a visitor token', () => {
  test('names the visitor and the channel it was issued for', () => {
    expect(tokens.verify(tokens.issue(visitor))).toEqual({ kind: 'visitor', ...visitor });
  });

  test('of another installation is worth nothing', () => {
    expect(createVisitorTokens(randomBytes(32)).verify(tokens.issue(visitor))).toBeNull();
  });

  test('whose content was exchanged is worth nothing', () => {
    const [, signature] = tokens.issue(visitor).split('.');
    const [other] = tokens.issue({ ...visitor, id: crypto.randomUUID() }).split('.');
    expect(tokens.verify(`${other}.${signature}`)).toBeNull();
  });

  test('cut short at any place, or with anything behind it, is worth nothing', () => {
    const token = tokens.issue(visitor);
    for (let length = 0; length < token.length; length += 1) expect(tokens.verify(token.slice(0, length))).toBeNull();
    for (const more of ['.', '.x', `.${token}`]) expect(tokens.verify(token + more)).toBeNull();
  });

  test('that is garbage is worth nothing, and harms nobody', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: 'binary' }), (garbage) => {
        expect(tokens.verify(garbage)).toBeNull();
      }),
    );
  });

  test('with our signature under something else is worth nothing', () => {
    for (const content of [
      '',
      'null',
      '[]',
      '{}',
      'no json',
      '{"v":1,"c":2}',
      '{"v":"not-a-uuid","c":"site"}',
      `{"v":"${visitor.id}","c":"${'x'.repeat(40)}"}`,
    ]) {
      expect(tokens.verify(signed(content))).toBeNull();
    }
  });
});

describe('at the doors', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await startDesk();
  });
  afterAll(() => desk.stop());

  test('a token that is not valid is answered with 401, never with 500', async () => {
    const { token } = await desk.buildVisitor();
    const [body = '', signature = ''] = token.split('.');
    const forged = [
      `${body}.${signature.slice(1)}`,
      `${body}.`,
      body,
      `${Buffer.from('{"v":"1"').toString('base64url')}.${signature}`,
      tokens.issue(visitor),
      '.'.repeat(50),
      'x'.repeat(5_000),
    ];
    for (const bad of forged) {
      for (const path of ['/api/visitor/conversations', '/api/conversations/00000000-0000-4000-8000-000000000000']) {
        const response = await fetch(`${desk.url}${path}`, { headers: { authorization: `Bearer ${bad}` } });
        expect([bad.slice(0, 40), response.status]).toEqual([bad.slice(0, 40), 401]);
      }
    }
  });

  test('a visitor token opens nothing of the agents, even with an agent beside it', async () => {
    const [visitorOne, agent] = [await desk.buildVisitor(), await desk.buildAgent()];
    const response = await fetch(`${desk.url}/api/conversations`, {
      headers: { authorization: `Bearer ${visitorOne.token}`, cookie: agent.cookie },
    });
    expect(response.status).toBe(403);
  });

  test('the token of a visitor who no longer exists writes nothing', async () => {
    const gone = await desk.buildVisitor();
    await desk.db.deleteFrom('visitors').where('id', '=', gone.id).execute();
    const body = { id: crypto.randomUUID(), message: { kind: 'text', text: '在吗' } } as const;
    await expect(gone.http.request('POST /api/visitor/messages', { body })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});
