import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createUploads } from './uploads.ts';

type Answer = { status: number; body: object } | 'network' | 'never';

let answers: Answer[] = [];
let aborted = 0;
const sent: { headers: Record<string, string>; name: string }[] = [];

/** The one thing that belongs to the browser: a request that tells its progress. */
class FakeRequest {
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload = () => {};
  onerror = () => {};
  status = 0;
  responseText = '';
  headers: Record<string, string> = {};

  open() {}
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  abort() {
    aborted++;
  }
  send(form: FormData) {
    sent.push({ headers: this.headers, name: (form.get('file') as File).name });
    this.upload.onprogress?.({ loaded: 1, total: 4 });
    const answer = answers.shift() ?? 'never';
    if (answer === 'never') return;
    if (answer === 'network') return void setTimeout(this.onerror);
    this.status = answer.status;
    this.responseText = JSON.stringify(answer.body);
    setTimeout(this.onload);
  }
}

const stored = { status: 200, body: { id: 'f1', mime: 'text/plain' } };

const open = () => {
  const arrived: string[] = [];
  const onUnauthenticated = vi.fn();
  const uploads = createUploads({
    token: () => 't',
    maxBytes: () => 10,
    onStored: (upload, file) => arrived.push(`${upload.file.name} ${file.id}`),
    onUnauthenticated,
  });
  const items = () => uploads.store.get().items.map(({ file, problem, progress }) => [file.name, problem, progress]);
  return {
    uploads,
    arrived,
    items,
    onUnauthenticated,
    idOf: (index: number) => uploads.store.get().items[index]?.id ?? '',
  };
};
const file = (name: string, text = 'hello') => new File([text], name);

beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  answers = [];
  aborted = 0;
  sent.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

test('a file goes up as the visitor and leaves the list when it is there', async () => {
  answers = [stored];
  const { uploads, arrived, items } = open();
  uploads.add([file('a.txt')]);
  expect(items()).toEqual([['a.txt', null, 0]]);
  await vi.waitFor(() => expect(arrived).toEqual(['a.txt f1']));
  expect(items()).toEqual([]);
  expect(sent).toEqual([{ headers: { authorization: 'Bearer t' }, name: 'a.txt' }]);
});

test('its progress is told', async () => {
  const { uploads, items } = open();
  uploads.add([file('a.txt')]);
  await vi.waitFor(() => expect(items()).toEqual([['a.txt', null, 0.25]]));
});

test('what is empty or too large is not sent at all, and cannot be tried again', async () => {
  const { uploads, items, idOf } = open();
  uploads.add([file('empty.txt', ''), file('large.txt', 'x'.repeat(11))]);
  uploads.retry(idOf(0));
  uploads.retry(idOf(1));
  expect(items()).toEqual([
    ['empty.txt', 'empty', 0],
    ['large.txt', 'too_large', 0],
  ]);
  expect(sent).toEqual([]);
});

test('a refusal keeps the file with its reason', async () => {
  answers = [{ status: 415, body: { code: 'unsupported_file' } }];
  const { uploads, items } = open();
  uploads.add([file('a.exe')]);
  await vi.waitFor(() => expect(items()[0]?.[1]).toBe('unsupported_file'));
});

test('what failed for want of a network is tried again by itself', async () => {
  answers = ['network', stored];
  const { uploads, items, arrived } = open();
  uploads.add([file('a.txt')]);
  await vi.waitFor(() => expect(items()[0]?.[1]).toBe('network'));
  uploads.retryBroken();
  await vi.waitFor(() => expect(arrived).toEqual(['a.txt f1']));
});

test('a token that has ended asks for a new one', async () => {
  answers = [{ status: 401, body: { code: 'unauthenticated' } }];
  const { uploads, onUnauthenticated } = open();
  uploads.add([file('a.txt')]);
  await vi.waitFor(() => expect(onUnauthenticated).toHaveBeenCalledOnce());
});

test('a cancelled upload is broken off and forgotten', async () => {
  const { uploads, items, idOf } = open();
  uploads.add([file('a.txt')]);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  uploads.discard(idOf(0));
  expect(items()).toEqual([]);
  expect(aborted).toBe(1);
});
