import assert from 'node:assert/strict';
import test from 'node:test';
import type { OutgoingRequest } from '@cskefu/plugin-sdk';
import { createTestHost, type TestHost } from '@cskefu/plugin-testkit';
import plugin from './index.ts';

const order = (number: string, phone: string, placedAt: string) => ({
  number,
  phone,
  state: 'paid',
  total: '¥ 99.00',
  placedAt,
});

const pages: Record<string, object> = {
  '': {
    orders: [order('A-1', '13800000000', '2026-11-01'), order('A-2', '+86 138-0000-0000', '2026-11-20')],
    next: 'm1',
  },
  m1: { orders: [order('B-1', '13911111111', '2026-11-25')], next: 'm2' },
  m2: { orders: [], next: 'm2' },
};
const shop = ({ url, headers }: OutgoingRequest) =>
  headers?.['authorization'] === 'Bearer right'
    ? { body: pages[new URL(url).searchParams.get('since') ?? ''] ?? {} }
    : { status: 401 };

const start = (token = 'right') => createTestHost(plugin, { config: { token }, http: shop });

const ask = async (host: TestHost, query: Record<string, string>) => {
  const { status, body } = await host.http('GET /orders', { query });
  return { status, body: JSON.parse(String(body)) };
};
const numbers = async (host: TestHost, query: Record<string, string>) =>
  (await ask(host, query)).body.items.map((found: { number: string }) => found.number);

test('agents find orders by number and by phone, the newest first', async () => {
  const host = await start();
  await host.job('sync');
  assert.deepEqual(await numbers(host, { number: 'B-1' }), ['B-1']);
  assert.deepEqual(await numbers(host, { phone: '+86 13800000000' }), ['A-2', 'A-1']);
  assert.deepEqual(await numbers(host, { phone: '10086' }), []);
  assert.equal((await ask(host, {})).status, 400);
  host.stop();
});

test('a run goes on where the last one ended, also after the shop was down', async () => {
  const host = await start();
  host.answer((request) => (request.url.endsWith('since=m1') ? 'unreachable' : shop(request)));
  await assert.rejects(host.job('sync'));
  host.answer(shop);
  host.forget();
  await host.job('sync');
  assert.deepEqual(
    host.requests.map(({ url }) => new URL(url).search),
    ['?since=m1', '?since=m2'],
  );
  assert.deepEqual(await numbers(host, { number: 'A-1' }), ['A-1']);
  host.stop();
});

test('orders are forgotten after the days in the settings', async () => {
  const host = await start();
  await host.job('sync');
  host.clock.advance(91 * 86_400_000);
  assert.deepEqual(await numbers(host, { number: 'A-1' }), []);
  host.stop();
});

test('the test of the settings tells a wrong token from a shop that is down', async () => {
  const right = await start();
  assert.deepEqual(await right.call('health'), { ok: true });
  right.answer(() => ({ status: 503 }));
  assert.deepEqual(await right.call('health'), { ok: false, code: 'outage', detail: 'the shop answered 503' });
  right.stop();
  const wrong = await start('wrong');
  assert.deepEqual(await wrong.call('health'), { ok: false, code: 'bad_credentials', detail: 'the shop answered 401' });
  wrong.stop();
});
