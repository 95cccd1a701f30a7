import { describe, expect, it } from 'vitest';
import { type AccountForm, changeOf, emptyForm, newAccountOf } from './account-form.ts';

const form: AccountForm = {
  ...emptyForm({ id: 2, name: '售前' }, 'zh-CN'),
  name: '李四',
  username: 'lisi',
  email: 'lisi@example.com',
  mobile: '13800138000',
  roleIds: [3, 1],
  agent: true,
  extension: '8001',
};

describe('the form of an account', () => {
  it('sends only what was changed', () => {
    expect(changeOf(form, { ...form })).toEqual({});
    expect(changeOf(form, { ...form, name: '李四光', roleIds: [1, 3] })).toEqual({ name: '李四光' });
    expect(changeOf(form, { ...form, roleIds: [1], orgUnitId: { id: 5, name: '售后' } })).toEqual({
      roleIds: [1],
      orgUnitId: 5,
    });
  });

  it('takes a number away that was emptied', () => {
    expect(changeOf(form, { ...form, mobile: '', extension: ' ' })).toEqual({ mobile: null, extension: null });
  });

  it('gives no extension to somebody who is no agent', () => {
    expect(newAccountOf({ ...form, agent: false }, 2)).toMatchObject({ extension: null, orgUnitId: 2 });
  });
});
