import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, type Talk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '王五' });
  await desk.buildChannel('drafts', desk.skillGroup.id);
  const settings = JSON.stringify({ draftPreview: true });
  await desk.db.updateTable('channels').set({ settings }).where('id', '=', 'drafts').execute();
});
afterAll(() => desk.stop());

const following = async (person: { connect: TestAgent['connect'] }, { conversationId }: Talk) => {
  const socket = await person.connect([{ conversationId, after: 0 }]);
  await socket.frame('subscribed');
  return socket;
};

/** Everything that was under way has arrived. */
const settle = async (...sockets: TestSocket[]) => {
  for (const socket of sockets) {
    const before = socket.frames.length;
    socket.send({ type: 'ping' });
    await expect.poll(() => socket.frames.slice(before).some((frame) => frame.type === 'pong')).toBe(true);
  }
};
const readHead = (id: string) => agent.http.request('GET /api/conversations/:id', { params: { id } });
const typingAt = (socket: TestSocket) => socket.frames.filter((frame) => frame.type === 'typing');

describe('typing', () => {
  test('is shown to the others, not to oneself, and never with the words', async () => {
    const talk = await beginTalk(desk, { agent });
    const sockets = await Promise.all([
      following(talk.visitor, talk),
      following(talk.visitor, talk),
      following(agent, talk),
    ]);
    const [here, there, desktop] = sockets;
    here.send({ type: 'typing', draft: '我的秘密' });
    const author = { kind: 'visitor', id: talk.visitor.id };
    for (const socket of [there, desktop])
      expect(await socket.frame('typing')).toMatchObject({ conversationId: talk.conversationId, author });
    desktop.send({ type: 'typing', conversationId: talk.conversationId });
    for (const socket of [here, there]) {
      expect(await socket.frame('typing', (frame) => frame.author.kind === 'agent')).toMatchObject({
        author: { id: agent.id, name: '王五' },
      });
    }
    await settle(...sockets);
    expect(typingAt(here)).toHaveLength(1);
    expect(typingAt(desktop)).toHaveLength(1);
    expect(sockets.flatMap(typingAt).some((frame) => 'draft' in frame)).toBe(false);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  test('shows the words to agents only, where the channel says so', async () => {
    const talk = await beginTalk(desk, { agent, channelId: 'drafts' });
    const sockets = await Promise.all([
      following(talk.visitor, talk),
      following(talk.visitor, talk),
      following(agent, talk),
    ]);
    const [here, there, desktop] = sockets;
    here.send({ type: 'typing', draft: '有没有红色' });
    expect(await desktop.frame('typing')).toMatchObject({ draft: '有没有红色' });
    here.send({ type: 'typing', draft: '' });
    expect(await desktop.frame('typing', (frame) => frame.draft === '')).toMatchObject({ draft: '' });
    desktop.send({ type: 'typing', conversationId: talk.conversationId, draft: '坐席的草稿' });
    await here.frame('typing', (frame) => frame.author.kind === 'agent');
    await settle(...sockets);
    for (const socket of [here, there])
      expect(typingAt(socket).filter((frame) => frame.draft !== undefined)).toEqual([]);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  test('of a stranger, or of an agent who does not look at the conversation, reaches nobody', async () => {
    const talk = await beginTalk(desk, { agent });
    const [visitor, desktop] = await Promise.all([following(talk.visitor, talk), agent.connect()]);
    const [stranger, outsider] = await Promise.all([
      desk.buildVisitor(),
      desk.buildAgent({ orgUnitId: (await desk.buildSkillGroup('外人')).id }),
    ]);
    const others = await Promise.all([stranger.connect(), outsider.connect()]);
    for (const socket of [desktop, ...others]) socket.send({ type: 'typing', conversationId: talk.conversationId });
    await settle(desktop, ...others, visitor);
    expect(typingAt(visitor)).toEqual([]);
    await Promise.all([visitor, desktop, ...others].map((socket) => socket.close()));
  });

  test('leaves no trace in the database', async () => {
    const talk = await beginTalk(desk, { agent, channelId: 'drafts' });
    const [visitor, desktop] = await Promise.all([following(talk.visitor, talk), following(agent, talk)]);
    visitor.send({ type: 'typing', draft: 'xyzzy-never-stored' });
    await desktop.frame('typing');
    await settle(visitor, desktop);
    const { rows: tables } = await sql<{
      name: string;
    }>`select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`.execute(
      desk.db,
    );
    for (const { name } of tables) {
      const { rows } = await sql<{
        found: string;
      }>`select count(*) as found from ${sql.raw(name)} t where t::text like '%xyzzy%'`.execute(desk.db);
      expect([name, rows[0]?.found]).toEqual([name, '0']);
    }
    await Promise.all([visitor.close(), desktop.close()]);
  });
});

describe('what was read', () => {
  test('is told to the other side and kept, only forward and never beyond the end', async () => {
    const talk = await beginTalk(desk, { agent });
    const { conversationId } = talk;
    await agentSays(agent, conversationId, '您好');
    const [visitor, desktop] = await Promise.all([following(talk.visitor, talk), following(agent, talk)]);
    visitor.send({ type: 'read', conversationId, seq: 5 });
    expect(await desktop.frame('read')).toEqual({ type: 'read', conversationId, by: 'visitor', seq: 5 });
    visitor.send({ type: 'read', conversationId, seq: 2 });
    visitor.send({ type: 'read', conversationId, seq: 4_000 });
    await visitorSays(talk.visitor, '谢谢');
    desktop.send({ type: 'read', conversationId, seq: 4_000 });
    expect(await visitor.frame('read', (frame) => frame.by === 'agent')).toMatchObject({ seq: 6 });
    expect(await readHead(conversationId)).toMatchObject({ reads: { visitor: 6, agent: 6 }, unread: 0 });
    expect(desktop.frames.filter((frame) => frame.type === 'read' && frame.by === 'visitor')).toHaveLength(1);
    await Promise.all([visitor.close(), desktop.close()]);
  });

  test('counts only from those whose conversation it is', async () => {
    const talk = await beginTalk(desk, { agent });
    const { conversationId } = talk;
    const [colleague, stranger] = await Promise.all([desk.buildAgent(), desk.buildVisitor()]);
    const others = await Promise.all([colleague.connect([{ conversationId, after: 0 }]), stranger.connect()]);
    for (const socket of others) socket.send({ type: 'read', conversationId, seq: 3 });
    const visitor = await following(talk.visitor, talk);
    visitor.send({ type: 'read', conversationId, seq: 4 });
    await visitor.frame('read');
    expect(await readHead(conversationId)).toMatchObject({ reads: { visitor: 4, agent: 0 }, unread: 1 });
    await Promise.all([visitor, ...others].map((socket) => socket.close()));
  });

  test('a colleague who looks at it does not make it read', async () => {
    const talk = await beginTalk(desk);
    const { conversationId } = talk;
    const [desktop, visitor] = await Promise.all([following(agent, talk), following(talk.visitor, talk)]);
    desktop.send({ type: 'read', conversationId, seq: 3 });
    await settle(desktop);
    // Marks are stored in the order in which they come: when this one is there, the other has been looked at.
    await visitorSays(talk.visitor, '有人吗');
    visitor.send({ type: 'read', conversationId, seq: 4 });
    await expect.poll(() => readHead(conversationId)).toMatchObject({ reads: { visitor: 4, agent: 0 }, unread: 2 });
    await Promise.all([desktop.close(), visitor.close()]);
  });
});

describe('colleagues at one conversation', () => {
  test('see who else looks at it and writes in it; its visitor does not, nor does who does not follow it', async () => {
    const talk = await beginTalk(desk, { agent });
    const { conversationId } = talk;
    const colleague = await desk.buildAgent({ name: '李雷' });
    const [mine, theirs, guest, outside] = await Promise.all([
      following(agent, talk),
      following(colleague, talk),
      following(talk.visitor, talk),
      colleague.connect(),
    ]);
    theirs.send({ type: 'attend', conversationId, doing: 'viewing', asks: true });
    const who = { id: colleague.id, name: '李雷' };
    expect(await mine.frame('attending')).toEqual({
      type: 'attending',
      conversationId,
      who,
      doing: 'viewing',
      asks: true,
    });
    theirs.send({ type: 'attend', conversationId, doing: 'writing' });
    expect(await mine.frame('attending', (frame) => frame.doing === 'writing')).toMatchObject({ who });
    outside.send({ type: 'attend', conversationId, doing: 'left' });
    guest.send({ type: 'attend', conversationId, doing: 'viewing' });
    await settle(mine, theirs, guest, outside);
    expect(mine.frames.filter((frame) => frame.type === 'attending')).toHaveLength(2);
    for (const silent of [theirs, guest, outside])
      expect(silent.frames.filter((frame) => frame.type === 'attending')).toEqual([]);
    await Promise.all([mine, theirs, guest, outside].map((socket) => socket.close()));
  });
});
