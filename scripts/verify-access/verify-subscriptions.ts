import { randomUUID } from 'node:crypto';
import { openSocket, type TestSocket } from '../../apps/server/src/testing/test-socket.ts';
import { type Person, type Place, people, places } from './people.ts';
import type { Report } from './verify-routes.ts';
import type { World } from './world.ts';

/** What one can hear over the socket: the stream of a conversation, who writes in it, the inbox; and what one can say. */
const SUBSCRIPTIONS = ['connection', 'subscribe', 'resume', 'send', 'typing', 'inbox', 'visitors'] as const;
const PATIENCE_MS = 1_500;

export async function verifySubscriptions(world: World): Promise<Report> {
  const holes: string[] = [];
  let cases = 0;
  const expect = (what: string, got: unknown, wanted: unknown) => {
    cases += 1;
    if (got !== wanted) holes.push(`${what}: ${String(got)} instead of ${String(wanted)}`);
  };
  const maySee = (person: Person, place: Place) =>
    world.reaches(person, place) && world.permissionsOf(person).has('conversations:read');

  for (const person of people) {
    const socket = await connect(world, person);
    // A program with a token speaks HTTP; whoever may not see conversations has nothing to hear.
    const welcome = person === 'visitor' || (person !== 'nobody' && person !== 'API token');
    expect(`connection as ${person}`, socket !== null, welcome);
    if (!socket) continue;
    for (const place of places) {
      const conversationId = await world.thing('conversation', place);
      socket.send({ type: 'subscribe', conversationId, after: 0 });
      expect(`subscribe in ${place} as ${person}`, await answer(socket, conversationId), maySee(person, place));
      const again = await connect(world, person, [{ conversationId, after: 0 }]);
      expect(`resume in ${place} as ${person}`, again && (await answer(again, conversationId)), maySee(person, place));
      await again?.close();
      if (person !== 'visitor')
        expect(
          `send in ${place} as ${person}`,
          await say(socket, conversationId),
          sayWanted(world.permissionsOf(person).has('conversations:serve'), maySee(person, place)),
        );
    }
    if (person === 'visitor') {
      socket.send({ type: 'subscribe', conversationId: world.visitorsConversation, after: 0 });
      expect('subscribe to the own one as visitor', await answer(socket, world.visitorsConversation), true);
    }
    await socket.close();
  }
  await verifyTyping();
  await verifyInbox();
  await verifyVisitors();
  return { count: SUBSCRIPTIONS.length, cases, holes };

  /** Who hears that an account writes: only those who follow, and may. */
  async function verifyTyping(): Promise<void> {
    for (const place of places) {
      const conversationId = await world.thing('conversation', place);
      const writer = await connect(world, 'super administrator', [{ conversationId, after: 0 }]);
      await writer?.frame('subscribed');
      for (const person of people.filter((name) => name !== 'nobody' && name !== 'API token')) {
        const socket = await connect(world, person, [{ conversationId, after: 0 }]);
        if (socket) await answer(socket, conversationId);
        writer?.send({ type: 'typing', conversationId });
        const heard = await hears(
          socket,
          (frame) => frame.type === 'typing',
          maySee(person, place) ? PATIENCE_MS : 150,
        );
        expect(`typing in ${place} as ${person}`, heard, maySee(person, place));
        await socket?.close();
      }
      await writer?.close();
    }
  }

  /** Whose lists of visitors online somebody stands on. */
  async function verifyVisitors(): Promise<void> {
    for (const person of people.filter((name) => name !== 'nobody' && name !== 'API token')) {
      const socket = await connect(world, person);
      socket?.send({ type: 'watch_visitors', query: {} });
      for (const place of places) {
        const visitorId = await world.thing('visitor', place);
        const wanted = world.reaches(person, place) && world.permissionsOf(person).has('visitors:read');
        const isIt = (frame: TestSocket['frames'][number]) =>
          frame.type === 'visitors' && frame.rows.some((row) => row.id === visitorId);
        expect(`visitors of ${place} as ${person}`, await hears(socket, isIt, wanted ? PATIENCE_MS : 700), wanted);
      }
      await socket?.close();
    }
  }

  /** Whose lists a new conversation enters. */
  async function verifyInbox(): Promise<void> {
    const listeners = people.filter((name) => !['nobody', 'visitor', 'API token'].includes(name));
    const sockets = await Promise.all(listeners.map(async (person) => [person, await connect(world, person)] as const));
    for (const place of places) {
      const conversationId = await openConversation(world, place);
      for (const [person, socket] of sockets) {
        const isIt = (frame: TestSocket['frames'][number]) =>
          frame.type === 'inbox' && frame.rows.some((row) => row.id === conversationId);
        expect(
          `inbox of ${place} as ${person}`,
          await hears(socket, isIt, maySee(person, place) ? 3_000 : 400),
          maySee(person, place),
        );
      }
    }
    await Promise.all(sockets.map(([, socket]) => socket?.close()));
  }
}

async function connect(
  world: World,
  person: Person,
  resume: { conversationId: string; after: number }[] = [],
): Promise<TestSocket | null> {
  const { headers, token } = world.credentials(person);
  try {
    return await openSocket(world.port, { resume, ...(token ? { token } : {}) }, token ? {} : { ...headers });
  } catch {
    return null;
  }
}

/** Whether the conversation is followed now; false: it is not found. */
async function answer(socket: TestSocket, conversationId: string): Promise<boolean | string> {
  const followed = socket.frame('subscribed', (frame) => frame.conversationId === conversationId).then(() => true);
  const refused = socket
    .frame('error', (frame) => frame.conversationId === conversationId)
    .then((frame) => (frame.code === 'not_found' ? false : frame.code));
  const first = await Promise.race([followed, refused]);
  for (const other of [followed, refused]) other.catch(() => {});
  return first;
}

/** The code with which words are refused: nobody here serves the conversation. */
async function say(socket: TestSocket, conversationId: string): Promise<string> {
  const id = socket.say('您好', { id: randomUUID(), conversationId });
  return (await socket.frame('error', (frame) => frame.id === id)).code;
}

const sayWanted = (mayServe: boolean, maySee: boolean) =>
  mayServe ? (maySee ? 'conflict' : 'not_found') : 'forbidden';

async function hears(
  socket: TestSocket | null,
  isIt: (frame: TestSocket['frames'][number]) => boolean,
  patienceMs: number,
): Promise<boolean> {
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    if (socket?.frames.some(isIt)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

/** As a visitor does: through the door. */
async function openConversation(world: World, place: Place): Promise<string> {
  const channelId = await world.thing('channel', place);
  const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
    (
      await fetch(`http://127.0.0.1:${world.port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    ).json();
  const { token } = (await post('/api/visitor/session', { channelId })) as { token: string };
  const receipt = await post(
    '/api/visitor/messages',
    { id: randomUUID(), message: { kind: 'text', text: '在吗？' } },
    { authorization: `Bearer ${token}` },
  );
  return (receipt as { conversationId: string }).conversationId;
}
