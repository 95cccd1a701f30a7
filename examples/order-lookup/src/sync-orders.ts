import type { KeyValue } from '@cskefu/plugin-sdk';
import type { Page } from './fetch-orders.ts';
import type { Order } from './orders.store.ts';

interface Work {
  readonly fetchPage: (since: string) => Promise<Page>;
  readonly keep: (order: Order) => Promise<void>;
}

const MARK = 'sync:since';
/** The rest comes with the next run. */
const MOST_PAGES = 50;

/** Takes over what is new. The mark moves after each page is kept, so a run that breaks off loses nothing. */
export const syncOrders = async (kv: KeyValue, { fetchPage, keep }: Work): Promise<number> => {
  let since = String((await kv.get(MARK))?.value ?? '');
  let count = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { orders, next } = await fetchPage(since);
    for (const order of orders) await keep(order);
    count += orders.length;
    if (next === since) break;
    await kv.set(MARK, next);
    since = next;
  }
  return count;
};
