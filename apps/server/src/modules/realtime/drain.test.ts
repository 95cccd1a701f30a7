import { expect, test } from 'vitest';
import { beginTalk, countTo, textsAt } from '../../testing/talk.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { openRawSocket, openSocket, type TestSocket } from '../../testing/test-socket.ts';

const answerTo = (socket: TestSocket, id: string) =>
  Promise.race([
    socket.frame('ack', (ack) => ack.id === id),
    socket.frame('error', (error) => error.id === id),
    socket.closed.then(() => null),
  ]);

/** Two nodes on one database: the first goes, the second stays to be asked. */
async function twoNodes(): Promise<{ going: TestDesk; staying: TestDesk }> {
  const going = await startDesk();
  return { going, staying: await startDesk({ beside: going }) };
}

test('a server that stops says goodbye to everybody with 4000 and a moment to come back', async () => {
  const { going, staying } = await twoNodes();
  const agent = await going.buildAgent();
  const { visitor } = await beginTalk(going);
  const sockets = await Promise.all([visitor.connect(), agent.connect(), openRawSocket(going.port)]);
  const closed = going.app.close();
  for (const socket of sockets) {
    expect(await socket.frame('bye')).toMatchObject({ reason: 'draining', reconnectAfterMs: expect.any(Number) });
    expect(await socket.closed).toBe(4000);
  }
  await closed;
  await expect(openRawSocket(going.port)).rejects.toThrow();
  await expect(fetch(`${going.url}/healthz`)).rejects.toThrow();
  await staying.stop();
  await going.connection.close();
});

test('what was acknowledged before the end is stored; what was not is refused or left unanswered, and can be said again elsewhere', async () => {
  const { going, staying } = await twoNodes();
  const visitors = await Promise.all(countTo(8).map(() => going.buildVisitor()));
  const sockets = await Promise.all(visitors.map((visitor) => visitor.connect()));
  const said = sockets.map((socket) =>
    countTo(30).map((number) => ({ text: `${number}`, id: socket.say(`${number}`) })),
  );
  await sockets[0]?.frame('ack');
  const closed = going.app.close();
  for (const [index, socket] of sockets.entries()) {
    for (let more = 31; more <= 40 && socket.socket.readyState === socket.socket.OPEN; more += 1) {
      said[index]?.push({ text: `${more}`, id: socket.say(`${more}`) });
    }
  }
  const answers = await Promise.all(
    sockets.map((socket, index) => Promise.all((said[index] ?? []).map(({ id }) => answerTo(socket, id)))),
  );
  await closed;

  for (const [index, visitor] of visitors.entries()) {
    const words = said[index] ?? [];
    const acknowledged = words.filter((_, place) => answers[index]?.[place]?.type === 'ack');
    const stored = await staying.db.selectFrom('messages').select('id').where('author_id', '=', visitor.id).execute();
    for (const { id } of acknowledged) expect(stored.map((row) => row.id)).toContain(id);
    const socket = await openSocket(staying.port, { token: visitor.token });
    const unanswered = words.slice(acknowledged.length);
    for (let start = 0; start < unanswered.length; start += 20) {
      const part = unanswered.slice(start, start + 20);
      for (const { text, id } of part) socket.say(text, { id });
      for (const { id } of part) await socket.frame('ack', (ack) => ack.id === id);
    }
    const conversation = await staying.db
      .selectFrom('conversations')
      .select(['id', 'last_seq'])
      .where('visitor_id', '=', visitor.id)
      .executeTakeFirstOrThrow();
    await socket.frame('event', ({ event }) => event.seq === conversation.last_seq);
    expect(textsAt(socket, conversation.id)).toEqual(words.map(({ text }) => text));
    await socket.close();
  }
  await staying.stop();
  await going.connection.close();
});

test('it is not ready any more, but alive, while it stops', async () => {
  const { going, staying } = await twoNodes();
  const agent = await going.buildAgent();
  // A client that never answers the goodbye keeps the server waiting for a moment.
  const deaf = await agent.connect();
  (deaf.socket as unknown as { _socket: { pause(): void } })._socket.pause();
  const closed = going.app.close();
  const [ready, healthy] = await Promise.all(['/readyz', '/healthz'].map((url) => going.app.http.inject({ url })));
  expect([ready?.statusCode, ready?.json()]).toEqual([503, expect.objectContaining({ status: 'not_ready' })]);
  expect(healthy?.statusCode).toBe(200);
  await closed;
  await staying.stop();
  await going.connection.close();
});
