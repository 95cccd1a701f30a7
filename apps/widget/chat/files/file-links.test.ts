import type { Http } from '@cskefu/client';
import type { FileLinks } from '@cskefu/contract';
import { expect, test, vi } from 'vitest';
import { createFileLinks } from './file-links.ts';

const linkFor = (id: string, inMs = 600_000): FileLinks => ({
  id,
  url: `/files/${id}/original`,
  thumbnailUrl: null,
  expiresAt: new Date(Date.now() + inMs).toISOString(),
});

const desk = (answer: (ids: string[]) => FileLinks[]) => {
  const request = vi.fn(async (_: string, { body }: { body: { ids: string[] } }) => ({ items: answer(body.ids) }));
  return { request, links: createFileLinks({ request } as unknown as Http) };
};

test('many wishes become one request', async () => {
  const { request, links } = desk((ids) => ids.map((id) => linkFor(id)));
  links.want('a');
  links.want('b');
  links.want('a');
  expect(await links.get('c')).toMatchObject({ id: 'c' });
  expect(request.mock.calls.map(([, input]) => input.body.ids)).toEqual([['a', 'b', 'c']]);
});

test('a link that is about to end is fetched again', async () => {
  const { request, links } = desk((ids) =>
    ids.map((id) => linkFor(id, request.mock.calls.length > 1 ? 600_000 : 10_000)),
  );
  expect(await links.get('a')).toBeNull();
  expect(await links.get('a')).toMatchObject({ id: 'a' });
  await links.get('a');
  expect(request).toHaveBeenCalledTimes(2);
});

test('a file of somebody else has no link', async () => {
  const { links } = desk(() => []);
  expect(await links.get('not-mine')).toBeNull();
});

test('without a connection there is no link now, and a later try finds it', async () => {
  let isDown = true;
  const { links } = desk((ids) => {
    if (isDown) throw new Error('network');
    return ids.map((id) => linkFor(id));
  });
  expect(await links.get('a')).toBeNull();
  isDown = false;
  expect(await links.get('a')).toMatchObject({ id: 'a' });
});
