import { newId } from '@cskefu/client';
import type { FileInfo } from '@cskefu/contract';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk, eventsAt } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';
import { readAll, upload, uploadAnswer } from '../../testing/upload.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
});
afterAll(() => desk.stop());

type Person = Pick<TestAgent | TestVisitor, 'http'>;
const linksFor = async ({ http }: Person, ...files: FileInfo[]) =>
  (await http.request('POST /api/files/links', { body: { ids: files.map((file) => file.id) } })).items;
const sendFile = (visitor: TestVisitor, file: FileInfo) =>
  visitor.http.request('POST /api/visitor/messages', {
    body: { id: newId(), message: { kind: 'file', fileId: file.id } },
  });
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#1a7f5a' } });

describe('a picture', () => {
  test('is known by its bytes, has its size and a thumbnail, and arrives whole', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const bytes = await picture(1_600, 900).png().toBuffer();
    const file = await upload(desk, visitor, '截图.png', bytes);
    expect(file).toMatchObject({
      kind: 'image',
      name: '截图.png',
      mime: 'image/png',
      size: bytes.length,
      width: 1_600,
      height: 900,
    });
    const socket = await agent.connect([{ conversationId, after: 4 }]);
    await sendFile(visitor, file);
    await socket.frame('event', ({ event }) => event.seq === 5);
    // What it is counts, not what its author called it.
    expect(eventsAt(socket, conversationId)[0]).toMatchObject({ message: { kind: 'image', text: null, file } });
    await socket.close();
    const [links] = await linksFor(agent, file);
    const original = await fetch(desk.url + links?.url);
    expect(original.headers.get('content-type')).toBe('image/png');
    expect(Buffer.compare(await readAll(original), bytes)).toBe(0);
    const thumbnail = await fetch(desk.url + links?.thumbnailUrl);
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(await readAll(thumbnail)).metadata()).toMatchObject({ format: 'webp', width: 640, height: 360 });
  });

  test('that was taken with the camera turned stands upright', async () => {
    const visitor = await desk.buildVisitor();
    const bytes = await picture(300, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const file = await upload(desk, visitor, 'IMG_0001.jpg', bytes);
    expect(file).toMatchObject({ width: 100, height: 300 });
    const [links] = await linksFor(visitor, file);
    const thumbnail = await sharp(await readAll(await fetch(desk.url + links?.thumbnailUrl))).metadata();
    expect(thumbnail).toMatchObject({ width: 100, height: 300 });
    expect(thumbnail.exif).toBeUndefined();
  });

  test('that only claims to be one is a plain file', async () => {
    const visitor = await desk.buildVisitor();
    const png = await picture(20, 20).png().toBuffer();
    for (const [name, bytes] of [
      ['a.png', Buffer.from('no picture at all')],
      ['b.png', png.subarray(0, 60)],
      ['c.jpg', Buffer.from('<html><script>alert(1)</script>')],
    ] as const) {
      expect(await upload(desk, visitor, name, bytes)).toMatchObject({ kind: 'file', name, width: null, height: null });
    }
    expect(await upload(desk, visitor, 'really.txt', png)).toMatchObject({ kind: 'image', mime: 'image/png' });
  });

  test('that unfolds into a monster is a plain file', async () => {
    const visitor = await desk.buildVisitor();
    const bytes = await picture(8_000, 8_000).png().toBuffer();
    expect(bytes.length).toBeLessThan(1_000_000);
    expect(await upload(desk, visitor, 'bomb.png', bytes)).toMatchObject({ kind: 'file' });
  });
});

describe('who may see a file', () => {
  test('its author before it is sent; both sides of the conversation afterwards; nobody else', async () => {
    const { visitor } = await beginTalk(desk, { agent });
    const stranger = await desk.buildVisitor();
    const outsider = await desk.buildAgent({ orgUnitId: (await desk.buildSkillGroup('外人')).id });
    const file = await upload(desk, visitor, 'a.txt', Buffer.from('私事'));
    const seenBy = async () =>
      Promise.all([visitor, agent, stranger, outsider].map(async (person) => (await linksFor(person, file)).length));
    expect(await seenBy()).toEqual([1, 0, 0, 0]);
    await sendFile(visitor, file);
    expect(await seenBy()).toEqual([1, 1, 0, 0]);
  });

  test('a link opens it for a while; changed, expired or of another file it opens nothing', async () => {
    const visitor = await desk.buildVisitor();
    const [one, two] = [
      await upload(desk, visitor, 'a.txt', Buffer.from('一')),
      await upload(desk, visitor, 'b.txt', Buffer.from('二')),
    ];
    const [links] = await linksFor(visitor, one);
    const url = new URL(desk.url + links?.url);
    expect((await fetch(url)).status).toBe(200);
    const changed = (change: (address: URL) => void) => {
      const copy = new URL(url);
      change(copy);
      return copy;
    };
    const wrong = [
      changed((address) =>
        address.searchParams.set('expires', `${Number(address.searchParams.get('expires')) + 3_600_000}`),
      ),
      changed((address) => address.searchParams.set('expires', '1')),
      changed((address) => address.searchParams.set('signature', 'AAAA')),
      changed((address) => (address.pathname = address.pathname.replace(one.id, two.id))),
      changed((address) => (address.pathname = address.pathname.replace('original', 'thumbnail'))),
    ];
    for (const address of wrong) expect([address.search, (await fetch(address)).status]).toEqual([address.search, 403]);
    for (const parameter of ['expires', 'signature']) {
      expect((await fetch(changed((address) => address.searchParams.delete(parameter)))).status).toBe(400);
    }
  });

  test("sending somebody else's file, or one that does not exist, sends nothing", async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const file = await upload(desk, await desk.buildVisitor(), 'theirs.txt', Buffer.from('别人的'));
    for (const id of [file.id, newId()])
      await expect(sendFile(visitor, { ...file, id })).rejects.toMatchObject({ code: 'not_found' });
    const desktop = await agent.connect();
    const id = newId();
    desktop.send({ type: 'send', id, conversationId, message: { kind: 'file', fileId: file.id } });
    expect(await desktop.frame('error')).toMatchObject({ id, code: 'not_found' });
    await desktop.close();
    const page = await agent.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
    expect(page.events).toHaveLength(4);
    expect(await linksFor(visitor, file)).toEqual([]);
  });

  test('a file that was sent cannot be carried into another conversation', async () => {
    const { conversationId: first } = await beginTalk(desk, { agent });
    const { conversationId: second } = await beginTalk(desk, { agent });
    const file = await upload(desk, agent, 'offer.txt', Buffer.from('报价'));
    const send = (id: string) =>
      agent.http.request('POST /api/conversations/:id/messages', {
        params: { id },
        body: { id: newId(), message: { kind: 'file', fileId: file.id } },
      });
    await send(first);
    await send(first);
    await expect(send(second)).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('a picture that is sent while the conversation is being closed goes into the next one', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  const file = await upload(desk, visitor, 'a.png', await picture(10, 10).png().toBuffer());
  const closer = await desk.connection.connect('closer');
  await closer.query('begin');
  await closer.query('select 1 from conversations where id = $1 for no key update', [conversationId]);
  const sent = sendFile(visitor, file);
  const boundTo = async () =>
    (await desk.db.selectFrom('files').select('conversation_id').where('id', '=', file.id).executeTakeFirst())
      ?.conversation_id;
  await expect.poll(boundTo).toBe(conversationId);
  await closer.query(
    `update conversations set state = 'closed', closed_at = now(), close_reason = 'agent' where id = $1`,
    [conversationId],
  );
  await closer.query('commit');
  await closer.end();
  const receipt = await sent;
  expect(receipt.conversationId).not.toBe(conversationId);
  expect(await boundTo()).toBe(receipt.conversationId);
  expect(await linksFor(visitor, file)).toHaveLength(1);
});

describe('what comes back is never a page of ours', () => {
  test.each([
    ['page.html', '<html><script>alert(1)</script></html>'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['page.xhtml', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['note.txt', 'hello'],
    ['paper.pdf', '%PDF-1.7\n'],
  ])('%s is only ever downloaded', async (name, content) => {
    const visitor = await desk.buildVisitor();
    const file = await upload(desk, visitor, name, Buffer.from(content));
    expect(file).toMatchObject({ kind: 'file', name });
    const [links] = await linksFor(visitor, file);
    expect(links?.thumbnailUrl).toBeNull();
    const { headers } = await fetch(desk.url + links?.url);
    expect(headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${name}`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  test('a picture may be looked at, under the same policy', async () => {
    const visitor = await desk.buildVisitor();
    const file = await upload(desk, visitor, 'a.png', await picture(5, 5).png().toBuffer());
    const [links] = await linksFor(visitor, file);
    const { headers } = await fetch(desk.url + links?.url);
    expect(headers.get('content-disposition')).toMatch(/^inline;/);
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the name of a file', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\报告.docx', '报告.docx'],
    ['a\u0001b\u007f.txt', 'ab.txt'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['..', 'file'],
    ['', 'file'],
    ['\u200b', 'file'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(251)}.pdf`],
    [`${'\u{1F600}'.repeat(200)}.png`, `${'\u{1F600}'.repeat(125)}.png`],
  ])('%j becomes %j', async (given, kept) => {
    const visitor = await desk.buildVisitor();
    const file = await upload(desk, visitor, given, Buffer.from('x'));
    expect(file.name).toBe(kept);
    const [links] = await linksFor(visitor, file);
    const response = await fetch(desk.url + links?.url);
    expect(response.status).toBe(200);
    expect(decodeURIComponent(response.headers.get('content-disposition')?.split("''")[1] ?? '')).toBe(kept);
  });
});

describe('what is no file', () => {
  test('an empty one, none at all, another field, another content type', async () => {
    const visitor = await desk.buildVisitor();
    expect(await uploadAnswer(desk, visitor, 'empty.txt', Buffer.alloc(0))).toMatchObject({
      status: 400,
      code: 'invalid_input',
    });
    const authorization = `Bearer ${visitor.token}`;
    const form = new FormData();
    form.set('note', 'no file');
    const without = await fetch(`${desk.url}/api/files`, { method: 'POST', headers: { authorization }, body: form });
    expect(without.status).toBe(400);
    const json = await fetch(`${desk.url}/api/files`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(400);
  });
});
