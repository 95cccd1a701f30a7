import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { insertOrgUnit } from '../organization/index.ts';
import { grantBuiltInRole } from '../roles/index.ts';

let desk: TestDesk;
let chief: TestAgent;
let governor: TestAgent;
let agent: TestAgent;
let branch: { id: number; path: string };

beforeAll(async () => {
  desk = await startDesk();
  branch = await unitBelow(desk.company.id, '华南分公司');
  chief = await desk.buildAgent({ name: '超管', superAdministrator: true, agent: false, orgUnitId: desk.company.id });
  governor = await administratorOf(branch.id);
  agent = await desk.buildAgent();
});
afterAll(() => desk.stop());

const unitBelow = (parentId: number, name: string) =>
  desk.db.transaction().execute((tx) => insertOrgUnit(tx, { name, parentId, isSkillGroup: true }));
async function administratorOf(orgUnitId: number): Promise<TestAgent> {
  const person = await desk.buildAgent({ agent: false, orgUnitId });
  await desk.db.transaction().execute((tx) => grantBuiltInRole(tx, person.id, 'administrator'));
  return person;
}
const happen = (event: { type: string; org_unit_id?: number; payload?: object; created_at?: Date }) =>
  desk.db
    .insertInto('events')
    .values({ actor_kind: 'agent', actor_id: chief.id, ...event, payload: JSON.stringify(event.payload ?? {}) })
    .execute();
const list = async (who: TestAgent, query = {}) =>
  (await who.http.request('GET /api/audit', { query: { limit: 100, ...query } })).items;
const download = async (who: TestAgent, query = '') =>
  fetch(`${desk.url}/api/audit/export${query}`, { headers: { cookie: who.cookie, origin: desk.url } });

describe('the audit', () => {
  test('tells who changed what from what to what, and from where', async () => {
    const channel = await chief.http.request('POST /api/channels', {
      body: { name: '商城', skillGroupId: desk.skillGroup.id },
    });
    await chief.http.request('PATCH /api/channels/:id', {
      params: { id: channel.id },
      body: { name: '商城客服', settings: { color: '#123456' } },
    });
    const [changed, created] = await list(chief, { subject: `channel:${channel.id}` });
    expect(created).toMatchObject({ type: 'channel.created', category: 'channels', after: { name: '商城' } });
    expect(changed).toMatchObject({
      type: 'channel.updated',
      actor: { kind: 'account', id: chief.id, name: '超管' },
      address: '127.0.0.1',
      orgUnit: { id: desk.skillGroup.id, name: '售前坐席A组' },
      subject: { kind: 'channel', id: channel.id, name: '商城客服' },
    });
    expect(changed?.before).toEqual({ name: '商城', 'settings.color': '#1a7f5a' });
    expect(changed?.after).toEqual({ name: '商城客服', 'settings.color': '#123456' });
  });

  test('names what an entry mentions, also what is gone', async () => {
    await happen({
      type: 'role.deleted',
      payload: { roleId: 999_999, name: '夜班', accountIds: [agent.id], orgUnitId: branch.id },
    });
    const [entry] = await list(chief, { subject: 'role:999999' });
    expect(entry).toMatchObject({ category: 'roles', subject: { kind: 'role', name: '夜班' } });
    expect(entry?.names).toMatchObject({ [`account:${agent.id}`]: '张三', [`org-unit:${branch.id}`]: '华南分公司' });
  });

  test('names nothing above the reader, but whoever acted', async () => {
    const payload = { unitId: branch.id, lineAfter: [desk.company.id, branch.id], accountIds: [chief.id, governor.id] };
    await happen({ type: 'org_unit.moved', org_unit_id: branch.id, payload });
    const [entry] = await list(governor, { type: 'org_unit.moved' });
    expect(entry?.actor.name).toBe('超管');
    expect(Object.keys(entry?.names ?? {})).toEqual(
      expect.arrayContaining([`org-unit:${branch.id}`, `account:${governor.id}`]),
    );
    expect(entry?.names).not.toHaveProperty(`org-unit:${desk.company.id}`);
  });

  test('says where a refused sign-in came from, though it has no author', async () => {
    const payload = { accountId: agent.id, address: '203.0.113.7', device: 'Chrome · Linux' };
    await desk.db
      .insertInto('events')
      .values({ type: 'account.sign_in_refused', actor_kind: 'system', payload: JSON.stringify(payload) })
      .execute();
    const [entry] = await list(chief, { type: 'account.sign_in_refused' });
    expect(entry).toMatchObject({
      category: 'sign_in',
      actor: { kind: 'system', id: null },
      address: '203.0.113.7',
      subject: { kind: 'account', id: agent.id },
    });
    expect(entry?.details).toEqual({ accountId: agent.id, device: 'Chrome · Linux' });
  });

  test('shows what happened in one’s own unit and below, and what belongs to no unit only to the super administrator', async () => {
    const team = await unitBelow(branch.id, '深圳组');
    for (const org_unit_id of [desk.company.id, branch.id, team.id]) await happen({ type: 'scope.tried', org_unit_id });
    await happen({ type: 'scope.tried' });
    const units = async (who: TestAgent) =>
      (await list(who, { type: 'scope.tried' })).map((entry) => entry.orgUnit?.id ?? null);
    expect(await units(chief)).toEqual([null, team.id, branch.id, desk.company.id]);
    expect(await units(governor)).toEqual([team.id, branch.id]);
    expect(await units(await administratorOf(team.id))).toEqual([team.id]);
    await expect(list(agent)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('follows the current unit: it narrows, and hides what belongs to the whole desk', async () => {
    const response = await fetch(`${desk.url}/api/audit?type=scope.tried`, {
      headers: { cookie: chief.cookie, 'x-org-unit': String(branch.id) },
    });
    const { items } = (await response.json()) as { items: { orgUnit: { name: string } }[] };
    expect(items.map((item) => item.orgUnit.name)).toEqual(['深圳组', '华南分公司']);
  });

  test('leaves out conversations and presence: they are work, not administration', async () => {
    await agent.http.request('PUT /api/agents/me/presence', { body: { state: 'ready' } });
    const visitor = await desk.buildVisitor();
    const socket = await visitor.connect();
    socket.say('你好');
    await socket.frame('ack');
    await socket.close();
    expect((await list(chief)).filter(({ type }) => /^(conversation|message|agent|visitor)\./.test(type))).toEqual([]);
  });

  test('is filtered by category, type, person, thing and time', async () => {
    const day = new Date('2020-02-02T12:00:00.123Z');
    await happen({ type: 'org_unit.updated', payload: { unitId: branch.id }, created_at: day });
    await happen({ type: 'account.signed_in', payload: { accountId: agent.id }, created_at: day });
    await happen({ type: 'contacts.exported', created_at: day });
    const that = { from: '2020-02-02T00:00:00.000Z', to: '2020-02-03T00:00:00.000Z' };
    const types = async (query: object) => (await list(chief, { ...that, ...query })).map(({ type }) => type);
    expect(await types({})).toEqual(['contacts.exported', 'account.signed_in', 'org_unit.updated']);
    expect(await types({ category: 'organization' })).toEqual(['org_unit.updated']);
    expect(await types({ category: 'sign_in' })).toEqual(['account.signed_in']);
    expect(await types({ category: 'export' })).toEqual(['contacts.exported']);
    expect(await types({ type: 'account.signed_in' })).toEqual(['account.signed_in']);
    expect(await types({ subject: `org-unit:${branch.id}` })).toEqual(['org_unit.updated']);
    expect(await types({ subject: `account:${agent.id}` })).toEqual(['account.signed_in']);
    expect(await types({ actorId: agent.id })).toEqual([]);
    expect(await types({ actorId: chief.id })).toHaveLength(3);
    expect(await list(chief, { from: '0000-01-01T00:00:00.000Z', to: '0000-01-02T00:00:00.000Z' })).toEqual([]);
  });

  test('is paged without holes or doubles, also among events of the same moment', async () => {
    const moment = new Date();
    for (let count = 0; count < 7; count += 1) await happen({ type: 'paging.tried', created_at: moment });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { position: string }[]; nextCursor: string | null } = await chief.http.request(
        'GET /api/audit',
        { query: { type: 'paging.tried', limit: 3, ...(cursor ? { cursor } : {}) } },
      );
      seen.push(...page.items.map(({ position }) => position));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)));
    await expect(list(chief, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('secrets', () => {
  test('never stand in the log, whatever is done', async () => {
    const channel = await chief.http.request('POST /api/channels', {
      body: { name: '密', skillGroupId: desk.skillGroup.id },
    });
    const { secret } = await chief.http.request('GET /api/channels/:id/identity-secret', {
      params: { id: channel.id },
    });
    const next = 'another2horse';
    await desk.app.http.inject({
      method: 'POST',
      url: '/api/auth/password',
      headers: { cookie: agent.cookie, origin: desk.url, host: `127.0.0.1:${desk.port}` },
      payload: { currentPassword: PASSWORD, newPassword: next },
    });
    const [first, reset] = ['third3horse', 'fourth4horse'];
    const { id } = await chief.http.request('POST /api/accounts', {
      body: {
        username: 'secretive',
        name: '新人',
        email: 'secretive@example.com',
        password: first,
        orgUnitId: branch.id,
      },
    });
    await chief.http.request('POST /api/accounts/:id/reset-password', { params: { id }, body: { password: reset } });
    const { token } = await chief.http.request('POST /api/me/api-tokens', {
      body: {
        name: '报表',
        permissions: ['audit:read'],
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        password: PASSWORD,
      },
    });
    const { rows } = await desk.connection.pool.query<{ all: string }>(
      'select string_agg(e::text, chr(10)) as all from events e',
    );
    const log = rows[0]?.all ?? '';
    expect(log).toContain('channel.identity_secret_shown');
    const sealed = await desk.db.selectFrom('channels').select('identity_secret').execute();
    const sessions = await desk.db.selectFrom('sessions').select('token').execute();
    for (const word of [
      secret,
      PASSWORD,
      next,
      first,
      reset,
      token,
      ...sealed.map((row) => row.identity_secret),
      ...sessions.map((row) => row.token),
    ])
      expect(log).not.toContain(word);
  });

  test('that an event carries by mistake are not shown', async () => {
    await happen({
      type: 'secret.tried',
      payload: {
        accountId: agent.id,
        after: {
          password: 'hunter2',
          mustChangePassword: true,
          keys: { apiToken: 'hunter2', identitySecret: 'hunter2' },
        },
        recoveryCodes: ['hunter2'],
      },
    });
    const [entry] = await list(chief, { type: 'secret.tried' });
    expect(JSON.stringify(entry)).not.toContain('hunter2');
    expect(entry?.after).toMatchObject({ mustChangePassword: true, password: '***' });
    expect(await (await download(chief, '?type=secret.tried')).text()).not.toContain('hunter2');
  });
});

describe('the export', () => {
  test('is a file for spreadsheets, in which no cell is a formula', async () => {
    await happen({ type: 'export.tried', payload: { name: '=1+1', accountId: agent.id } });
    await desk.db
      .updateTable('accounts')
      .set({ name: '=HYPERLINK("http://evil")' })
      .where('id', '=', agent.id)
      .execute();
    const response = await download(chief, '?type=export.tried');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [heading, line] = bytes.toString().slice(1).split('\r\n');
    expect(heading).toMatch(/^时间（UTC）,类别,事件,操作者/);
    expect(line).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(line).not.toMatch(/(^|,)=/);
    await desk.db.updateTable('accounts').set({ name: '张三' }).where('id', '=', agent.id).execute();
  });

  test('is itself an act of the log, with what was asked for', async () => {
    await download(governor, '?category=channels');
    const [entry] = await list(governor, { type: 'audit.exported' });
    expect(entry).toMatchObject({
      category: 'export',
      actor: { id: governor.id },
      details: { filter: { category: 'channels' } },
    });
  });

  test('holds no more than the person may see, over several pages', async () => {
    await desk.connection.pool.query(
      `insert into events (type, actor_kind, org_unit_id, payload) select 'many.tried', 'system', $1, '{}' from generate_series(1, 2500)`,
      [branch.id],
    );
    await happen({ type: 'many.tried', org_unit_id: desk.company.id });
    const lines = async (who: TestAgent) =>
      (await (await download(who, '?type=many.tried')).text()).trim().split('\r\n').length - 1;
    expect(await lines(chief)).toBe(2_501);
    expect(await lines(governor)).toBe(2_500);
    expect((await download(agent)).status).toBe(403);
  });
});

describe('the event log', () => {
  test('cannot be changed: no column of it, no row of it', async () => {
    await happen({ type: 'stay.tried', org_unit_id: branch.id, payload: { a: 1 } });
    const { rows } = await desk.connection.pool.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_schema = 'public' and table_name = 'events' and is_identity = 'NO'`,
    );
    const other: Record<string, string> = {
      transaction_id: "'9223372036854775807'::xid8",
      type: "'lie'",
      conversation_id: 'gen_random_uuid()',
      seq: '7',
      org_unit_id: 'null',
      actor_kind: "'lie'",
      actor_id: 'null',
      actor_address: "'lie'",
      payload: "'{}'",
      created_at: "'2000-01-01'",
    };
    expect(rows.map((row) => row.column_name).sort()).toEqual(Object.keys(other).sort());
    for (const [column, value] of Object.entries(other)) {
      const change = desk.connection.pool.query(`update events set ${column} = ${value} where type = 'stay.tried'`);
      await expect(change, column).rejects.toThrow('the event log is append-only');
    }
    for (const statement of ['delete from events', 'truncate events'])
      await expect(desk.connection.pool.query(statement)).rejects.toThrow('the event log is append-only');
  });

  test('may be adopted by another database server, which changes nothing of what happened', async () => {
    const result = await desk.connection.pool.query(
      `update events set transaction_id = '3'::xid8 where type = 'stay.tried'`,
    );
    expect(result.rowCount).toBe(1);
  });
});
