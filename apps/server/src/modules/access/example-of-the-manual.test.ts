import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

/*
 * The example with which the manual of the product explains who sees what: departments A and B, and one below A. 李四 belongs to A, 张三 to
 * B, 刘一 to the one below A.
 */
interface Department {
  readonly unitId: number;
  readonly channelId: string;
  readonly person: TestAgent;
  readonly conversationId: string;
}

let desk: TestDesk;
let a: Department;
let b: Department;
let belowA: Department;

beforeAll(async () => {
  desk = await startDesk();
  const chief = await desk.buildAgent({ superAdministrator: true, agent: false, orgUnitId: desk.company.id });
  const found = async (name: string, parentId: number, personName: string): Promise<Department> => {
    const unit = await chief.http.request('POST /api/org-units', { body: { name, parentId, isSkillGroup: true } });
    const channel = await chief.http.request('POST /api/channels', { body: { name, skillGroupId: unit.id } });
    const person = await desk.buildAgent({ name: personName, orgUnitId: unit.id, agent: false });
    await desk.db.updateTable('accounts').set({ is_administrator: true }).where('id', '=', person.id).execute();
    const visitor = await desk.buildVisitor({ channelId: channel.id });
    const { conversationId } = await visitorSays(visitor, `${name}，在吗？`);
    return { unitId: unit.id, channelId: channel.id, person, conversationId };
  };
  a = await found('A 部门', desk.company.id, '李四');
  b = await found('B 部门', desk.company.id, '张三');
  belowA = await found('A 部门的附属部门', a.unitId, '刘一');
});
afterAll(() => desk.stop());

const all = () => [a, b, belowA];
const list = async (answer: Promise<{ items: { id: string | number }[] }>) => (await answer).items.map(({ id }) => id);
const among = <T>(ids: readonly unknown[], wanted: readonly T[]) => wanted.filter((id) => ids.includes(id));

/** What somebody sees of what the three departments have, in every list. */
async function sees({ http, cookie }: TestAgent): Promise<Record<string, unknown[]>> {
  const audit = await http.request('GET /api/audit', { query: { type: 'channel.created', limit: 100 } });
  const exported = await fetch(`${desk.url}/api/audit/export?type=channel.created`, { headers: { cookie } });
  const csv = await exported.text();
  return {
    conversations: among(
      await list(http.request('GET /api/conversations', { query: { view: 'waiting', limit: 100 } })),
      all().map((department) => department.conversationId),
    ),
    channels: among(
      await list(http.request('GET /api/channels', { query: { limit: 100 } })),
      all().map((department) => department.channelId),
    ),
    accounts: among(
      await list(http.request('GET /api/accounts', { query: { limit: 100 } })),
      all().map((department) => department.person.id),
    ),
    audit: among(
      audit.items.map(({ subject }) => subject?.id),
      all().map((department) => department.channelId),
    ),
    exported: all()
      .map((department) => department.channelId)
      .filter((id) => csv.includes(id)),
  };
}

/** What somebody hears over the socket: the conversations that they may follow. */
async function hears(person: TestAgent): Promise<string[]> {
  const socket = await person.connect(all().map(({ conversationId }) => ({ conversationId, after: 0 })));
  const heard: string[] = [];
  for (const { conversationId } of all()) {
    const followed = socket.frame('subscribed', (frame) => frame.conversationId === conversationId);
    const refused = socket.frame('error', (frame) => frame.conversationId === conversationId);
    if ((await Promise.race([followed, refused])).type === 'subscribed') heard.push(conversationId);
    for (const other of [followed, refused]) other.catch(() => {});
  }
  await socket.close();
  return heard;
}

const of = (...departments: Department[]) => ({
  conversations: departments.map((department) => department.conversationId),
  channels: departments.map((department) => department.channelId),
  accounts: departments.map((department) => department.person.id),
  audit: departments.map((department) => department.channelId),
  exported: departments.map((department) => department.channelId),
});

describe('the example of the manual', () => {
  test('李四 sees what department A and the one below it have', async () => {
    expect(await sees(a.person)).toEqual(of(a, belowA));
    expect(await hears(a.person)).toEqual(of(a, belowA).conversations);
  });

  test('张三 sees nothing of department A', async () => {
    expect(await sees(b.person)).toEqual(of(b));
    expect(await hears(b.person)).toEqual(of(b).conversations);
  });

  test('刘一 does not see what department A itself has', async () => {
    expect(await sees(belowA.person)).toEqual(of(belowA));
    expect(await hears(belowA.person)).toEqual(of(belowA).conversations);
  });
});
