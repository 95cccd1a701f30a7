import type { KeyValue } from '@cskefu/plugin-sdk';

export interface Order {
  readonly number: string;
  readonly phone: string;
  readonly state: string;
  readonly total: string;
  readonly placedAt: string;
}

const DAY_S = 86_400;
const MOST = 20;

/** An order stands under its number; beside it a line for each phone leads there. */
export const keepOrder = async (kv: KeyValue, order: Order, days: number): Promise<void> => {
  const ttl = { ttlS: days * DAY_S };
  await kv.set(`order:${order.number}`, order, ttl);
  await kv.set(`phone:${digits(order.phone)}:${order.number}`, true, ttl);
};

export const findByNumber = async (kv: KeyValue, number: string): Promise<Order[]> => {
  const entry = await kv.get(`order:${number.trim().slice(0, 100)}`);
  return entry ? [entry.value as Order] : [];
};

export const findByPhone = async (kv: KeyValue, phone: string): Promise<Order[]> => {
  const prefix = `phone:${digits(phone)}:`;
  const keys = await kv.list(prefix, { limit: MOST });
  const found = await Promise.all(keys.map((key) => findByNumber(kv, key.slice(prefix.length))));
  return found.flat().sort((a, b) => b.placedAt.localeCompare(a.placedAt));
};

/** `+86 138-0000-0000` and `13800000000` are the same to a shop. */
const digits = (phone: string) => phone.replace(/\D/g, '').slice(-11);
