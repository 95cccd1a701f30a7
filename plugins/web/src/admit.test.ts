import { createTestHost } from '@cskefu/plugin-testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import plugin from './index.ts';

let host: Awaited<ReturnType<typeof createTestHost>>;
beforeAll(async () => {
  host = await createTestHost(plugin);
});
afterAll(() => host.stop());

const settings = {
  preChat: {
    fields: {
      name: { use: 'required' },
      email: { use: 'optional' },
      question1: { use: 'optional', label: '订单号' },
    },
  },
};
const answer = (config: Record<string, unknown>, fields: Record<string, string>, more: object = {}) =>
  host.channel('web', config).admit({ fields, consent: false, skillGroupId: null, ...more });

test('what must be there is asked for, and what is given must look right', async () => {
  expect(await answer(settings, { email: 'wang' })).toEqual({
    ok: false,
    faults: [
      { field: 'name', why: 'required' },
      { field: 'email', why: 'malformed' },
    ],
  });
});

test('only what is asked for is kept, without blanks around it', async () => {
  const fields = { name: ' 王小明 ', phone: '13800000000', question1: 'A-4711' };
  expect(await answer(settings, fields)).toEqual({
    ok: true,
    form: { fields: { name: '王小明', question1: 'A-4711' }, consent: false, skillGroupId: null },
  });
});

test('without consent nobody begins where it is asked for', async () => {
  const config = { privacy: { notice: '我们会保存对话。', consent: true } };
  expect(await answer(config, {})).toEqual({ ok: false, faults: [{ field: 'consent', why: 'required' }] });
  expect(await answer(config, {}, { consent: true })).toMatchObject({ ok: true, form: { consent: true } });
});

test('a skill group is one of those that are offered', async () => {
  const config = { skillGroups: [4, 5] };
  expect(await answer(config, {}, { skillGroupId: 6 })).toMatchObject({ ok: false });
  expect(await answer(config, {}, { skillGroupId: 5 })).toMatchObject({ ok: true, form: { skillGroupId: 5 } });
  expect(await answer({}, {}, { skillGroupId: 5 })).toMatchObject({ ok: true, form: { skillGroupId: null } });
});
