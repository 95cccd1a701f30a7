import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let administrator: TestAgent;
let north: { id: number; path: string };

beforeAll(async () => {
  desk = await startDesk();
  north = await desk.buildUnit('北区');
  const south = await desk.buildUnit('南区');
  await desk.buildUnit('售前', await desk.buildUnit('一部', north));
  await desk.buildUnit('售前', await desk.buildUnit('二部', north));
  await desk.buildUnit('远方', south);
  administrator = await desk.buildAccount({ unit: north, administrator: true });
});
afterAll(() => desk.stop());

const HEADING = 'username,name,email,mobile,password,unit,roles,administrator,agent,extension';
const importCsv = (csv: string, dryRun = false) =>
  administrator.http.request('POST /api/accounts/import', { body: { csv, dryRun } });
const find = async (search: string) =>
  (await administrator.http.request('GET /api/accounts', { query: { search } })).items;
const count = async () => (await administrator.http.request('GET /api/accounts')).total;

test('a dry run tells row by row what is wrong, and creates nobody', async () => {
  const before = await count();
  const outcome = await importCsv(
    [
      HEADING,
      `zhou1,周一,zhou1@example.com,,${PASSWORD},北区,普通坐席,,是,8001`,
      ',,,,,,,,,',
      `,无名,no@example.com,,${PASSWORD},,,,,`,
      `a b,周二,nonsense,12,short,不存在,没有的角色,maybe,maybe,abc`,
      `twice,周三,three@example.com,13511112222,${PASSWORD},售前,,,,`,
      `ＴＷＩＣＥ,周四,four@example.com,135 1111 2222,${PASSWORD},一部/售前,,,,`,
      `${administrator.username.toUpperCase()},周五,five@example.com,,${PASSWORD},远方,,,,`,
    ].join('\r\n'),
    true,
  );
  expect(outcome).toMatchObject({ problems: 5, created: 0 });
  const problems = outcome.rows.map((row) => [row.line, row.problems.map(({ field, code }) => `${field} ${code}`)]);
  expect(problems).toEqual([
    [2, []],
    [4, ['username missing']],
    [
      5,
      [
        'username invalid',
        'email invalid',
        'mobile invalid',
        'extension invalid',
        'password weak',
        'unit unknown',
        'roles unknown',
        'administrator invalid',
        'agent invalid',
      ],
    ],
    [6, ['username repeated', 'mobile repeated', 'unit ambiguous']],
    [7, ['username repeated', 'mobile repeated']],
    [8, ['username taken', 'unit unknown']],
  ]);
  expect(await count()).toBe(before);
});

test('a file without problems becomes accounts, with all that it says', async () => {
  const outcome = await importCsv(
    `\uFEFF用户名,姓名,邮箱,手机号,初始密码,组织机构,角色,管理员,坐席,分机号
sun.da,"孙大, 先生",sun.da@example.com,136 0000 0001,${PASSWORD},一部 / 售前,普通坐席 | 高级坐席,,1,8002
sun.er,孙二,sun.er@example.com,,${PASSWORD},,,是,,`,
  );
  expect(outcome).toMatchObject({ problems: 0, created: 2 });
  expect(await find('sun.da')).toMatchObject([
    {
      name: '孙大, 先生',
      mobile: '13600000001',
      orgUnit: { name: '售前' },
      agent: true,
      administrator: false,
      extension: '8002',
    },
  ]);
  expect((await find('sun.da'))[0]?.roles.map((role) => role.name).sort()).toEqual(['普通坐席', '高级坐席'].sort());
  expect(await find('sun.er')).toMatchObject([{ administrator: true, orgUnit: { id: north.id } }]);
  const events = await desk.db.selectFrom('events').selectAll().where('type', 'like', 'account.%').execute();
  expect(events.filter((event) => event.type === 'account.created')).toHaveLength(2);
  expect(events.filter((event) => event.type === 'account.imported').map((event) => event.payload)).toEqual([
    { count: 2 },
  ]);
  expect(JSON.stringify(events)).not.toContain(PASSWORD);
});

test('one wrong row keeps all others out', async () => {
  const before = await count();
  const outcome = await importCsv(
    `${HEADING}\nli1,李一,li1@example.com,,${PASSWORD},,,,,\nli2,李二,li1@EXAMPLE.com,,${PASSWORD},,,,,`,
  );
  expect(outcome).toMatchObject({ problems: 2, created: 0 });
  expect(await count()).toBe(before);
});

test('what somebody else takes while passwords are hashed keeps all out, and the report says which row', async () => {
  const rows = Array.from({ length: 8 }, (_, n) => `race${n},赛 ${n},race${n}@example.com,,${PASSWORD},,,,,`);
  const before = await count();
  const importing = importCsv([HEADING, ...rows].join('\n'));
  await administrator.http.request('POST /api/accounts', {
    body: {
      username: 'race7',
      name: '先到',
      email: 'first@example.com',
      password: PASSWORD,
      orgUnitId: north.id,
    },
  });
  const outcome = await importing;
  // Either all were in before, and the one that came later was refused, or none is: here hashing takes longer.
  expect(outcome).toMatchObject({ problems: 1, created: 0 });
  expect(outcome.rows.find((row) => row.problems.length > 0)).toMatchObject({ username: 'race7' });
  expect(await count()).toBe(before + 1);
});

test.each([
  ['', 'has no column'],
  ['username,name', 'has no column'],
  [`${HEADING},favourite colour`, 'unknown column'],
  ['username,username,name,email,password', 'twice'],
  [`${HEADING}\n"never closed`, 'Quote'],
  [`username,name,email,password\na,b,c,d,e`, 'more cells'],
  [`username,name,email,password\n${'a,b,c,d\n'.repeat(1_001)}`, 'more than 1000 rows'],
])('what is no file of accounts is refused: %j', async (csv, message) => {
  await expect(importCsv(csv, true)).rejects.toMatchObject({
    code: 'invalid_input',
    issues: [{ path: 'csv', message: expect.stringContaining(message) }],
  });
});
