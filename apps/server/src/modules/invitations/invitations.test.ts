import { createHttp } from '@cskefu/client';
import type { InvitationRule } from '@cskefu/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { browse, type TestBrowser } from '../../testing/browse.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { matchesPage } from './matches-page.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;
let browser: TestBrowser;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
  chief = await desk.buildAccount({ roles: ['administrator'] });
});
afterAll(() => desk.stop());
beforeEach(async () => {
  browser = await browse(desk);
});

const invite = (who: TestAgent, text = '需要帮忙吗？', id = browser.visitorId) =>
  who.http.request('POST /api/online-visitors/:id/invite', { params: { id }, body: { text } });
const asVisitor = ({ token }: TestBrowser) =>
  createHttp({ baseUrl: desk.url, headers: () => ({ authorization: `Bearer ${token}` }) });
const accept = (id: string) =>
  asVisitor(browser).request('POST /api/visitor/invitations/:id/accept', { params: { id } });
const refuse = (id: string) =>
  asVisitor(browser).request('POST /api/visitor/invitations/:id/refuse', { params: { id } });
const stateOf = async (id: string) =>
  (await desk.db.selectFrom('invitations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()).state;
const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 10_000, interval: 50 });
const settle = (rules: Partial<InvitationRule>[], others = {}) =>
  chief.http.request('PUT /api/channels/:id/invitations', {
    params: { id: desk.channelId },
    body: {
      text: null,
      coolDownMinutes: 30,
      expireMinutes: 5,
      rules: rules.map((rule, index) => ({
        id: crypto.randomUUID(),
        name: `规则 ${index + 1}`,
        enabled: true,
        seconds: 0,
        page: '',
        visits: 1,
        workingHours: false,
        whenReady: false,
        text: '您好',
        ...rule,
      })),
      ...others,
    },
  });

describe('an agent invites', () => {
  test('the visitor is shown it, accepts, and comes to whoever invited', async () => {
    const ready = await desk.buildAgent({ name: '李四', wanted: 'ready' });
    const other = await desk.buildAgent({ name: '王五', wanted: 'ready' });
    const sockets = [await ready.connect(), await other.connect()];
    await until(async () => {
      const rows = await desk.db.selectFrom('agents').select('state').where('state', '=', 'ready').execute();
      expect(rows.length).toBeGreaterThanOrEqual(2);
    });
    const { id } = await invite(ready, '看到您在看茶叶');
    const shown = await browser.socket.frame('invitation');
    expect(shown.invitation).toEqual({ id, text: '看到您在看茶叶', agent: { name: '李四' } });
    const { conversationId } = await accept(id);
    expect(await accept(id)).toEqual({ conversationId });
    await until(async () => {
      const row = await ready.http.request('GET /api/conversations/:id', { params: { id: conversationId } });
      expect(row).toMatchObject({ state: 'active', agent: { name: '李四' } });
    });
    await browser.socket.frame('invitation', ({ invitation }) => invitation === null);
    await expect(invite(agent)).rejects.toMatchObject({ code: 'already_talking' });
    await Promise.all(sockets.map((socket) => socket.close()));
  }, 30_000);

  test('who refuses is left alone for a while; a second answer changes nothing', async () => {
    const { id } = await invite(agent);
    await expect(invite(agent)).rejects.toMatchObject({ code: 'already_invited' });
    await refuse(id);
    await refuse(id);
    expect(await stateOf(id)).toBe('refused');
    await expect(accept(id)).rejects.toMatchObject({ code: 'too_late' });
    await expect(invite(agent)).rejects.toMatchObject({ code: 'recently_refused' });
    await settle([], { coolDownMinutes: 0 });
    await invite(agent);
    await settle([]);
  });

  test('what nobody answers runs out, and is taken away', async () => {
    const { id } = await invite(agent);
    await browser.socket.frame('invitation');
    await desk.db.updateTable('due_tasks').set({ due_at: new Date() }).where('subject_id', '=', id).execute();
    await until(async () => expect(await stateOf(id)).toBe('expired'));
    await browser.socket.frame('invitation', ({ invitation }) => invitation === null);
  }, 20_000);

  test('it waits on the next page', async () => {
    const { id } = await invite(agent);
    await browser.leave();
    const next = await browse(desk, 'https://shop.example/next', { token: browser.token });
    expect((await next.socket.frame('invitation')).invitation?.id).toBe(id);
  });

  test('only a visitor of their part of the tree, and one who is there', async () => {
    const elsewhere = await desk.buildSkillGroup('别处');
    const stranger = await desk.buildAgent({ orgUnitId: elsewhere.id });
    await expect(invite(stranger)).rejects.toMatchObject({ code: 'not_found' });
    const { id: visitorId } = await desk.buildVisitor();
    await expect(invite(agent, '在吗', visitorId)).rejects.toMatchObject({ code: 'visitor_left' });
  });

  test('nobody answers for somebody else', async () => {
    const { id } = await invite(agent);
    browser = await browse(desk);
    await expect(accept(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(refuse(id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('two who invite at the same moment send one', async () => {
    const results = await Promise.allSettled([invite(agent), invite(chief), invite(agent)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a rule invites', () => {
  test('on its pages, once in a visit', async () => {
    await settle([{ page: '/price*', text: '有疑问吗？' }]);
    browser.turn('https://shop.example/about');
    browser.turn('https://shop.example/price/tea');
    const { invitation } = await browser.socket.frame('invitation');
    expect(invitation).toMatchObject({ text: '有疑问吗？', agent: null });
    await refuse(invitation?.id ?? '');
    browser.turn('https://shop.example/price/coffee');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const rows = await desk.db
      .selectFrom('invitations')
      .selectAll()
      .where('visitor_id', '=', browser.visitorId)
      .execute();
    expect(rows).toMatchObject([{ rule_name: '规则 1', page_url: 'https://shop.example/price/tea' }]);
    const { counts } = await chief.http.request('GET /api/channels/:id/invitations', {
      params: { id: desk.channelId },
    });
    expect(counts.refused).toBeGreaterThanOrEqual(1);
    await settle([]);
  });

  test('not while nobody is ready; then the next one may', async () => {
    const quiet = await desk.buildSkillGroup('安静组');
    await desk.buildChannel('quiet', quiet.id);
    await chief.http.request('PUT /api/channels/:id/invitations', {
      params: { id: 'quiet' },
      body: {
        text: null,
        coolDownMinutes: 0,
        expireMinutes: 5,
        rules: [0, 1].map((seconds) => ({
          id: crypto.randomUUID(),
          name: `${seconds} 秒`,
          enabled: true,
          seconds,
          page: '',
          visits: 1,
          workingHours: false,
          whenReady: seconds === 0,
          text: '您好',
        })),
      },
    });
    const visitor = await browse(desk, undefined, { channelId: 'quiet' });
    await visitor.socket.frame('invitation');
    const [row] = await desk.db
      .selectFrom('invitations')
      .select('rule_name')
      .where('visitor_id', '=', visitor.visitorId)
      .execute();
    expect(row?.rule_name).toBe('1 秒');
  });
});

test.each([
  ['', 'https://a.example/x', true],
  ['price', 'https://a.example/Price/1', true],
  ['/price*', 'https://a.example/price/1', true],
  ['/price*', 'https://a.example/en/price', false],
  ['*/price', 'https://a.example/en/price', true],
  ['https://a.example/*/buy', 'https://a.example/tea/buy', true],
  ['https://a.example/*/buy', 'https://a.example/tea/buys', false],
  ['/a*a', 'https://a.example/a', false],
])('the pattern %s on %s', (pattern, url, fits) => {
  expect(matchesPage(pattern, url)).toBe(fits);
});
