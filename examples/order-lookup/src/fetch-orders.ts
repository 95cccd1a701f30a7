import { objectOf, type PluginContext } from '@cskefu/plugin-sdk';
import type { Order } from './orders.store.ts';

export const SHOP = 'shop.example.com';

export interface Page {
  readonly orders: readonly Order[];
  /** Where to go on; the same as before if there is nothing more. */
  readonly next: string;
}

/** Orders that were placed or changed since a mark that the shop gave. */
export const fetchOrders = async (http: PluginContext['http'], token: string, since: string): Promise<Page> => {
  const answer = await http.fetch({
    url: `https://${SHOP}/api/orders?since=${encodeURIComponent(since)}`,
    headers: { authorization: `Bearer ${token}` },
  });
  if (answer.status !== 200) throw new Error(`the shop answered ${answer.status}`);
  return objectOf(answer.body) as unknown as Page;
};
