import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { openRawSocket, type TestSocket } from '../../testing/test-socket.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const connect = async () => (await desk.buildVisitor()).connect();
const errorsAt = (socket: TestSocket) => socket.frames.filter((frame) => frame.type === 'error');
const malformed = async () => (await desk.app.metrics.framesMalformed.get()).values[0]?.value ?? 0;

describe('a frame that cannot be understood', () => {
  const nonsense = [
    '',
    'hello?',
    '[]',
    '"send"',
    '42',
    'null',
    '{}',
    '{"type":"fly"}',
    '{"type":"subscribe","conversationId":"1","after":0}',
    '{"type":"read","conversationId":"00000000-0000-4000-8000-000000000000","seq":-1}',
  ];

  test('is answered and counted, and the connection goes on', async () => {
    const socket = await connect();
    const before = await malformed();
    for (const text of nonsense) socket.sendRaw(text);
    await expect.poll(() => errorsAt(socket).length).toBe(nonsense.length);
    expect(new Set(errorsAt(socket).map((frame) => frame.code))).toEqual(new Set(['malformed_frame']));
    expect(await malformed()).toBe(before + nonsense.length);
    socket.say('还在');
    await socket.frame('ack');
    await socket.close();
  });

  test('may be binary, and is refused all the same', async () => {
    const socket = await connect();
    socket.sendRaw(Buffer.from('{"type":"ping"}'));
    expect(await socket.frame('error')).toMatchObject({ code: 'malformed_frame' });
    expect(socket.frames.some((frame) => frame.type === 'pong')).toBe(false);
    await socket.close();
  });

  test('may have fields that nobody knows: they are ignored', async () => {
    const socket = await connect();
    socket.sendRaw('{"type":"ping","colour":"red","__proto__":{"admin":true}}');
    await socket.frame('pong');
    expect(errorsAt(socket)).toEqual([]);
    await socket.close();
  });

  test('the twentieth ends the connection with 4004', async () => {
    const socket = await connect();
    for (let index = 0; index < 19; index += 1) socket.sendRaw('nonsense');
    socket.send({ type: 'ping' });
    await socket.frame('pong');
    socket.sendRaw('nonsense');
    expect(await socket.closed).toBe(4004);
  });

  test('ends the connection also before the hello', async () => {
    const socket = await openRawSocket(desk.port);
    for (let index = 0; index < 20; index += 1) socket.sendRaw('nonsense');
    expect(await socket.closed).toBe(4004);
  });
});

describe('a frame that is too large', () => {
  test('of exactly 64 KB is read', async () => {
    const socket = await connect();
    socket.sendRaw('{"type":"ping"}'.padEnd(64 * 1024, ' '));
    await socket.frame('pong');
    await socket.close();
  });

  test('beyond 64 KB ends this connection and no other', async () => {
    const [socket, other] = [await connect(), await connect()];
    socket.sendRaw('{"type":"ping"}'.padEnd(64 * 1024 + 1, ' '));
    expect([1009, 4004]).toContain(await socket.closed);
    other.send({ type: 'ping' });
    await other.frame('pong');
    await other.close();
  });

  test('text that is no UTF-8 ends the connection', async () => {
    const socket = await connect();
    socket.socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
    expect(await socket.closed).toBe(1007);
  });

  test('garbage below the protocol ends the connection, not the server', async () => {
    const socket = await connect();
    const wire = (socket.socket as unknown as { _socket: NodeJS.WritableStream })._socket;
    wire.write(Buffer.from('\xff\xff\xff\xff not a frame at all', 'latin1'));
    await once(socket.socket, 'close');
    const alive = await connect();
    await alive.close();
  });
});
