import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request } from '../../testing/browser.ts';
import { PASSWORD, startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { normalizeEmail, normalizeMobile, normalizeName } from './index.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const signIn = (login: string) => request(desk, 'POST', '/api/auth/sign-in', { body: { login, password: PASSWORD } });

describe('one field takes', () => {
  test('user name, e-mail or mobile number, in any case, width and spacing', async () => {
    const { id } = await desk.buildAgent({ username: 'zhaoliu' });
    await desk.db.updateTable('accounts').set({ mobile: '13800138000' }).where('id', '=', id).execute();
    const spellings = [
      'zhaoliu',
      'ZhaoLiu',
      'ｚｈａｏｌｉｕ',
      ' zhaoliu ',
      'zhaoliu@example.com',
      'ZHAOLIU@Example.COM',
      'zhaoliu＠example.com',
      '13800138000',
      '138 0013-8000',
      '１３８００１３８０００',
    ];
    for (const login of spellings) {
      const { status, body } = await signIn(login);
      expect([login, status, body['id']]).toEqual([login, 200, id]);
    }
  });

  test('the user name before somebody else’s mobile number of the same digits', async () => {
    const named = await desk.buildAgent({ username: '13700137000' });
    const phoned = await desk.buildAgent();
    await desk.db.updateTable('accounts').set({ mobile: '13700137000' }).where('id', '=', phoned.id).execute();
    expect((await signIn('13700137000')).body['id']).toBe(named.id);
  });

  test('nothing that the database cannot store, and at most 254 characters', async () => {
    for (const login of ['', 'a\u0000b', 'a'.repeat(255)]) expect((await signIn(login)).status).toBe(400);
    const nothing = await request(desk, 'POST', '/api/auth/sign-in', { body: { password: PASSWORD } });
    expect(nothing.body).toMatchObject({ code: 'invalid_input', issues: [{ path: 'login' }] });
  });
});

test('a normalized name stays as it is when normalized again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const name = normalizeName(text);
      expect(normalizeName(name)).toBe(name);
    }),
  );
});

test('what is no address or number is none', () => {
  expect(['a@b', 'a b@c.de', '@c.de', 'a@c.de\u0000'].map(normalizeEmail)).toEqual([null, null, null, null]);
  expect(['12a4567', '++8613800138000', '1234', '1'.repeat(21)].map(normalizeMobile)).toEqual(Array(4).fill(null));
  expect(normalizeMobile('＋86 (138) 0013 8000')).toBe('+8613800138000');
});
