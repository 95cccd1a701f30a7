import { newId } from '@cskefu/client';

/** Something valid to say at each route, by method and path. */
export type Samples = Readonly<Record<string, { params?: object; query?: object; body?: object }>>;

export const message = { kind: 'text', text: '你好' };
export const cursor = `2026-01-01T00:00:00.000Z_${newId()}`;
