import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountEvents } from '../../../testing/account-events.ts';
import { type Answer, request } from '../../../testing/browser.ts';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';
import { readAll } from '../../../testing/upload.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const patch = ({ cookie }: TestAgent, body: object) =>
  request(desk, 'PATCH', '/api/me', { body, cookie, origin: desk.url });

describe('e-mail and mobile number', () => {
  test('are kept as they are compared, and can be taken away again', async () => {
    const agent = await desk.buildAgent();
    const { body } = await patch(agent, { email: ' ＺhangSan@Example.COM ', mobile: '＋86 138-0013 8001' });
    expect(body).toMatchObject({ email: 'zhangsan@example.com', mobile: '+8613800138001' });
    expect((await patch(agent, { email: null, mobile: '' })).body).toMatchObject({ email: null, mobile: null });
  });

  test('belong to one account: the same in another case or width is taken', async () => {
    const [first, second] = [await desk.buildAgent(), await desk.buildAgent()];
    await patch(first, { email: 'first@example.com', mobile: '13800138002' });
    for (const [field, spellings] of Object.entries({
      email: ['first@example.com', 'FIRST@example.com', 'ｆｉｒｓｔ@example.com', 'first＠ＥＸＡＭＰＬＥ.com'],
      mobile: ['13800138002', '138 0013 8002', '１３８００１３８００２'],
    })) {
      for (const spelling of spellings) {
        const { status, body } = await patch(second, { [field]: spelling });
        expect([spelling, status, body.code, body['issues']]).toEqual([
          spelling,
          409,
          'taken',
          [{ path: field, message: expect.any(String) }],
        ]);
      }
    }
    const both = await patch(second, { email: 'first@example.com', mobile: '13800138002' });
    expect(both.body['issues']).toMatchObject([{ path: 'email' }, { path: 'mobile' }]);
  });

  test('go to one of two who want them at the same moment', async () => {
    const agents = await Promise.all(Array.from({ length: 4 }, () => desk.buildAgent()));
    const answers = await Promise.all(agents.map((agent) => patch(agent, { mobile: '13800138003' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });

  test('must look like what they are', async () => {
    const agent = await desk.buildAgent();
    expect((await patch(agent, { email: 'nobody' })).body).toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'email' }],
    });
    expect((await patch(agent, { mobile: 'call me' })).body).toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'mobile' }],
    });
  });

  test('can be signed in with at once', async () => {
    const agent = await desk.buildAgent();
    await patch(agent, { mobile: '13800138004' });
    const body = { login: '13800138004', password: PASSWORD };
    expect((await request(desk, 'POST', '/api/auth/sign-in', { body })).body['id']).toBe(agent.id);
  });
});

describe('a change of the profile', () => {
  test('is told with what was before and what is after, and only when something changed', async () => {
    const agent = await desk.buildAgent({ name: '旧名' });
    await patch(agent, { name: '新名', locale: 'zh-CN' });
    await patch(agent, { name: '新名' });
    expect(await accountEvents(desk, agent.id)).toMatchObject([
      {
        type: 'account.profile_changed',
        actor_id: agent.id,
        org_unit_id: desk.skillGroup.id,
        payload: { before: { name: '旧名' }, after: { name: '新名' } },
      },
    ]);
  });

  test('keeps each choice about notifications by itself', async () => {
    const agent = await desk.buildAgent();
    expect((await agent.http.request('GET /api/me')).notifications).toEqual({
      sound: true,
      desktop: true,
      emailDigest: false,
    });
    await patch(agent, { notifications: { sound: false } });
    const { body } = await patch(agent, { notifications: { desktop: false } });
    expect(body['notifications']).toEqual({ sound: false, desktop: false, emailDigest: false });
  });
});

describe('a picture', () => {
  async function put(agent: TestAgent, bytes: Buffer): Promise<Answer['body'] & { status: number }> {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], 'me.png'));
    const response = await fetch(`${desk.url}/api/me/avatar`, {
      method: 'PUT',
      headers: { cookie: agent.cookie, origin: desk.url },
      body: form,
    });
    return { status: response.status, ...((await response.json()) as object) };
  }
  const paint = (width: number, height: number, red = 200) =>
    sharp({ create: { width, height, channels: 3, background: { r: red, g: 90, b: 30 } } });
  const kept = (agent: TestAgent) => readdir(join(desk.folder, 'files/avatars', agent.id));

  test('is cut to 256 × 256 pixels, drawn anew without what was hidden in it, and anybody may keep it', async () => {
    const agent = await desk.buildAgent();
    const photo = await paint(800, 400)
      .withExif({ IFD0: { Copyright: 'secret place' } })
      .jpeg()
      .toBuffer();
    const { avatarUrl } = await put(agent, photo);
    expect(avatarUrl).toMatch(new RegExp(`^/avatars/${agent.id}/[0-9a-f]{32}$`));
    const response = await fetch(`${desk.url}${avatarUrl}`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('image/webp');
    const bytes = await readAll(response);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 256, height: 256, format: 'webp' });
    expect(bytes.includes('secret place')).toBe(false);
    expect((await agent.http.request('GET /api/me')).avatarUrl).toBe(avatarUrl);
  });

  test('takes the place of the one before, whose bytes are gone, and can be removed', async () => {
    const agent = await desk.buildAgent();
    const first = await put(agent, await paint(300, 300).png().toBuffer());
    const second = await put(agent, await paint(300, 300, 10).png().toBuffer());
    expect(second['avatarUrl']).not.toBe(first['avatarUrl']);
    expect((await fetch(`${desk.url}${first['avatarUrl']}`)).status).toBe(404);
    expect(await kept(agent)).toHaveLength(1);
    const removed = await agent.http.request('DELETE /api/me/avatar');
    expect(removed.avatarUrl).toBeNull();
    expect((await fetch(`${desk.url}${second['avatarUrl']}`)).status).toBe(404);
    expect(await kept(agent)).toHaveLength(0);
    await agent.http.request('DELETE /api/me/avatar');
  });

  test('is one by its bytes, whatever its name, and at most two megabytes', async () => {
    const agent = await desk.buildAgent();
    const page = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const broken = Buffer.concat([(await paint(50, 50).png().toBuffer()).subarray(0, 60), Buffer.alloc(50)]);
    for (const bytes of [page, Buffer.from('MZ not a picture'), broken])
      expect(await put(agent, bytes)).toMatchObject({ status: 415, code: 'unsupported_file' });
    expect(await put(agent, Buffer.alloc(2 * 1024 * 1024 + 1))).toMatchObject({ status: 413, code: 'too_large' });
    expect((await agent.http.request('GET /api/me')).avatarUrl).toBeNull();
  });
});
