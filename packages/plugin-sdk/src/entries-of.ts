import type { KeyValue, KeyValueEntry } from './context.ts';

const PAGE = 200;

/** All entries whose keys begin with `prefix`, one after the other, in the order of their keys. */
export const entriesOf = async function* (
  kv: Pick<KeyValue, 'get' | 'list'>,
  prefix = '',
): AsyncGenerator<[string, KeyValueEntry]> {
  let after: string | undefined;
  for (;;) {
    const keys = await kv.list(prefix, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const key of keys) {
      const entry = await kv.get(key);
      if (entry) yield [key, entry];
    }
    after = keys.at(-1);
    if (keys.length < PAGE) return;
  }
};
