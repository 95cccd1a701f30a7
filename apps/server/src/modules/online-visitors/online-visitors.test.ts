import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { browse, listOf, type TestBrowser } from '../../testing/browse.ts';
import { createSharedBroadcast } from '../../testing/shared-broadcast.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk({ variables: { TRUST_PROXY: '1' } });
  agent = await desk.buildAgent();
});
afterAll(() => desk.stop());

const watching = async (who: TestAgent, query = {}): Promise<TestSocket> => {
  const socket = await who.connect();
  socket.send({ type: 'watch_visitors', query });
  await socket.frame('visitors');
  return socket;
};
const rowOf = (socket: TestSocket, { visitorId }: TestBrowser) =>
  listOf(socket.frames).rows.find(({ id }) => id === visitorId);
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 50 });
const trailOf = (who: TestAgent, id: string) =>
  who.http.request('GET /api/online-visitors/:id/trail', { params: { id } });

describe('who is on which page', () => {
  test('is seen live, with where they come from and what they look with', async () => {
    const screen = await watching(agent);
    const browser = await browse(desk, 'https://shop.example/tea?session=secret&utm_campaign=spring', {
      title: '茶叶',
      referrer: 'https://www.baidu.com/s?wd=龙井',
      address: '218.4.167.70',
    });
    await until(() =>
      expect(rowOf(screen, browser)).toMatchObject({
        page: { url: 'https://shop.example/tea?utm_campaign=spring', title: '茶叶' },
        pages: 1,
        visits: 1,
        region: { kind: 'place', name: { 'zh-CN': '江苏省 苏州市', en: 'Suzhou, Jiangsu' } },
        source: { kind: 'campaign', name: 'spring' },
        device: { kind: 'computer', browser: 'Chrome 143', system: 'Windows' },
        conversation: null,
      }),
    );
    browser.turn('https://shop.example/cart', '购物车');
    await until(() => expect(rowOf(screen, browser)).toMatchObject({ page: { title: '购物车' }, pages: 2 }));
    await browser.leave();
    // The next page of a site would be there sooner.
    await vi.waitFor(() => expect(rowOf(screen, browser)).toBeUndefined(), { timeout: 20_000, interval: 100 });
    await screen.close();
  }, 40_000);

  test('whoever comes back within half an hour goes on with the visit; the trail is kept', async () => {
    const first = await browse(desk, 'https://shop.example/one', { title: '一', address: '192.168.1.9' });
    await first.leave();
    const again = await browse(desk, 'https://shop.example/two', { title: '二', token: first.token });
    expect(again.visitorId).toBe(first.visitorId);
    await until(async () => expect((await trailOf(agent, again.visitorId)).online?.pages).toBe(2));
    const { visits, online } = await trailOf(agent, again.visitorId);
    expect(visits).toHaveLength(1);
    expect(visits[0]?.pageViews.map(({ title }) => title)).toEqual(['二', '一']);
    expect(online?.region.kind).toBe('local');
    await again.leave();
  });

  test('the chat that they begin is theirs, and the list says so', async () => {
    const screen = await watching(agent, { conversation: 'with' });
    const browser = await browse(desk);
    const { visitor, token } = await agent.http.request('POST /api/visitor/session', {
      body: { channelId: desk.channelId, token: browser.token },
    });
    expect(visitor.id).toBe(browser.visitorId);
    await fetch(`${desk.url}/api/visitor/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: crypto.randomUUID(), message: { kind: 'text', text: '在吗' } }),
    });
    await until(() => expect(rowOf(screen, browser)?.conversation).toMatchObject({ state: 'waiting' }));
    const { conversations } = await trailOf(agent, browser.visitorId);
    expect(conversations).toHaveLength(1);
    await screen.close();
    await browser.leave();
  });

  test('a channel whose pages report nothing takes no reports', async () => {
    const chief = await desk.buildAccount({ roles: ['administrator'] });
    await desk.buildChannel('silent', desk.skillGroup.id);
    await chief.http.request('PATCH /api/channels/:id', {
      params: { id: 'silent' },
      body: { settings: { trackVisitors: false } },
    });
    await expect(browse(desk, undefined, { channelId: 'silent' })).rejects.toThrow('4003');
  });
});

describe('who sees them', () => {
  test('only those whose part of the tree the channel serves', async () => {
    const elsewhere = await desk.buildSkillGroup('别处');
    const stranger = await desk.buildAgent({ orgUnitId: elsewhere.id });
    const chief = await desk.buildAccount({ roles: ['supervisor'] });
    await desk.app.http.ready();
    const browser = await browse(desk);
    const [near, far, above] = await Promise.all([watching(agent), watching(stranger), watching(chief)]);
    await until(() => expect([rowOf(near, browser), rowOf(above, browser)]).not.toContain(undefined));
    expect(listOf(far.frames)).toMatchObject({ total: 0, online: 0 });
    await expect(trailOf(stranger, browser.visitorId)).rejects.toMatchObject({ code: 'not_found' });
    expect((await stranger.http.request('GET /api/online-visitors', {})).items).toEqual([]);
    for (const socket of [near, far, above]) await socket.close();
    await browser.leave();
  });

  test('a visitor may not', async () => {
    const visitor = await desk.buildVisitor();
    const socket = await visitor.connect();
    socket.send({ type: 'watch_visitors', query: {} });
    expect((await socket.frame('error')).code).toBe('forbidden');
    await socket.close();
  });
});

test('a screen gets only its window, what is new in it, and not often', async () => {
  const browsers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => browse(desk, `https://shop.example/${index}`)),
  );
  const screen = await watching(agent, { sort: 'longest', page: 'shop.example', limit: 5 });
  await until(() => expect(listOf(screen.frames).total).toBeGreaterThanOrEqual(30));
  expect(listOf(screen.frames).rows).toHaveLength(5);
  const before = screen.frames.length;
  for (let round = 0; round < 10; round += 1) {
    for (const [index, browser] of browsers.entries()) browser.turn(`https://shop.example/${index}/${round}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await new Promise((resolve) => setTimeout(resolve, 700));
  const came = screen.frames.slice(before).filter((frame) => frame.type === 'visitors');
  expect(came.length).toBeLessThanOrEqual(5);
  for (const frame of came) expect(frame.type === 'visitors' && frame.rows.length).toBeLessThanOrEqual(5);
  // What the frames made of it is what is fetched.
  await until(async () => {
    const query = { sort: 'longest', page: 'shop.example', limit: 5 } as const;
    const { items } = await agent.http.request('GET /api/online-visitors', { query });
    expect(listOf(screen.frames).rows).toEqual(items);
  });
  await screen.close();
  await Promise.all(browsers.map((browser) => browser.leave()));
}, 30_000);

test('another node shows them too, and forgets them when the first one stops', async () => {
  const shared = createSharedBroadcast();
  const one = await startDesk({ broadcast: shared.node() });
  const two = await startDesk({ broadcast: shared.node(), beside: one });
  const watcher = await two.buildAgent();
  const screen = await watching(watcher);
  const browser = await browse(one);
  await until(() => expect(rowOf(screen, browser)).toBeDefined());
  await one.app.close();
  await until(() => expect(rowOf(screen, browser)).toBeUndefined());
  await two.stop();
  await one.connection.close();
}, 60_000);
