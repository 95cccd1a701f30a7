import { definePlugin } from '@cskefu/plugin-sdk';
import { fetchOrders, SHOP } from './fetch-orders.ts';
import { findByNumber, findByPhone, keepOrder } from './orders.store.ts';
import { syncOrders } from './sync-orders.ts';

const json = (status: number, body: unknown) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export default definePlugin({
  id: 'acme.order-lookup',
  name: '%name%',
  description: '%description%',
  version: '0.1.0',
  api: '^1.0',
  permissions: ['storage', 'net'],
  net: { allow: [SHOP] },
  config: {
    token: { type: 'string', title: '%token%', help: '%token.help%', secret: true },
    keepDays: { type: 'number', title: '%keepDays%', default: 90, min: 1, max: 730, integer: true },
  },
  jobs: {
    sync: {
      every: '5m',
      timeoutMs: 60_000,
      handler: async ({ config, kv, http, log }) => {
        const count = await syncOrders(kv, {
          fetchPage: (since) => fetchOrders(http, config.token, since),
          keep: (order) => keepOrder(kv, order, config.keepDays),
        });
        log.info('orders were taken over', { count });
      },
    },
  },
  http: {
    'GET /orders': {
      auth: 'agent',
      handler: async ({ query }, { kv }) => {
        const { number, phone } = query;
        if (number) return json(200, { items: await findByNumber(kv, number) });
        if (phone) return json(200, { items: await findByPhone(kv, phone) });
        return json(400, { error: 'number or phone is missing' });
      },
    },
  },
  health: async ({ config, http }) => {
    try {
      await fetchOrders(http, config.token, '');
      return { ok: true };
    } catch (error) {
      const detail = (error as Error).message;
      return { ok: false, code: detail.endsWith('401') ? 'bad_credentials' : 'outage', detail };
    }
  },
});
