import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { parse } from './parse.ts';

/** A request as the provider sends it: `cskefu-plugin record` writes more of them. */
const recorded = (name: string) => {
  const { request } = JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
  return { ...request, body: new TextEncoder().encode(request.body) };
};

test('a message of a customer is read with its sender, thread and time', () => {
  assert.deepEqual(parse(recorded('message')), [
    {
      type: 'message',
      externalId: 'l-1',
      thread: { id: 'n-7', model: 'contact' },
      sender: { namespace: 'plume:user', externalId: 'u-42', name: '李雷' },
      at: 1_790_000_000_000,
      parts: [{ kind: 'text', text: '你好，请问几点关门？' }],
    },
  ]);
});
