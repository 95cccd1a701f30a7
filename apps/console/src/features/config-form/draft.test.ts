import { fields } from '@cskefu/plugin-sdk';
import { describe, expect, it } from 'vitest';
import { knownValues, problemsFromIssues, problemsOf } from './draft.ts';
import { wordsOf } from './words.ts';

const config = fields({
  token: { type: 'string', title: 'Token', secret: true },
  signing: { type: 'string', title: 'Signing key', secret: true, generated: { bytes: 32 } },
  proxied: { type: 'boolean', title: 'Proxy', default: false },
  proxy: {
    type: 'group',
    title: 'Proxy',
    showIf: { field: 'proxied', is: true },
    fields: {
      url: { type: 'string', title: 'Address', format: 'url' },
      password: { type: 'string', title: 'Password', secret: true },
    },
  },
});

const wrong = (values: Record<string, unknown>, ...kept: string[]) =>
  problemsOf(config, values, new Set(kept)).map(({ path, code }) => `${path}: ${code}`);

describe('a generated form', () => {
  it('asks for a secret only if none is kept, or if the kept one is to go', () => {
    expect(wrong({})).toEqual(['token: required']);
    expect(wrong({}, 'token')).toEqual([]);
    expect(wrong({ token: null }, 'token')).toEqual(['token: required']);
    expect(wrong({ token: '' }, 'token')).toEqual(['token: required']);
  });

  it('knows kept secrets inside of groups', () => {
    const values = { token: 't', proxied: true, proxy: { url: 'https://proxy' } };
    expect(wrong(values)).toEqual(['proxy.password: required']);
    expect(wrong(values, 'proxy.password')).toEqual([]);
  });

  it('does not ask for what is not shown, nor for what the desk makes up', () => {
    expect(wrong({ token: 't', proxied: false })).toEqual([]);
  });

  it('puts what the server finds to its field', () => {
    const issues = [
      { path: 'body/values/proxy.url', message: 'malformed' },
      { path: 'token', message: 'too_short' },
      { path: 'elsewhere', message: 'required' },
    ];
    expect(problemsFromIssues(config, issues)).toEqual([
      { path: 'proxy.url', code: 'malformed' },
      { path: 'token', code: 'too_short' },
    ]);
  });

  it('leaves out what an older version of the plugin had', () => {
    expect(knownValues(config, { token: 't', gone: 1, proxy: { url: 'u', gone: 2 } })).toEqual({
      token: 't',
      proxy: { url: 'u' },
    });
  });

  it('speaks the language of the page', () => {
    const catalogs = { 'zh-CN': { token: '令牌', only: '仅中文' }, en: { token: 'Token' } };
    expect(['%token%', '%only%', '%nobody%', 'Plain'].map((text) => wordsOf(text, catalogs, 'en'))).toEqual([
      'Token',
      '仅中文',
      'nobody',
      'Plain',
    ]);
  });
});
