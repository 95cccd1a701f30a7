import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes } from '@cskefu/contract';
import { describe, expect, it } from 'vitest';
import en from './en.json' with { type: 'json' };
import zhCN from './zh-CN.json' with { type: 'json' };

type Texts = { [key: string]: string | Texts };

const flatten = (texts: Texts, prefix = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );

const chinese = new Map(flatten(zhCN));
const english = new Map(flatten(en));

const placeholders = (text: string | undefined) =>
  [...(text ?? '').matchAll(/{{(\w+)}}/g)].map(([, name]) => name).sort();

const source = join(import.meta.dirname, '..');
const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.'))
  .map((path) => readFileSync(join(source, path), 'utf8'))
  .join('\n');

function asPattern(template = ''): RegExp {
  return new RegExp(`^${template.replace(/\./g, '\\.').replace(/\$\{[^}]+\}/g, '[\\w.-]+')}$`);
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const known = new Set([...chinese.keys()].map((key) => key.replace(PLURAL, '')));

/** `t('a.b')` as it stands; of t(`a.${b}.c`) each `${}` may be one or more parts of a key. */
const usedKeys = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? '');
const usedPatterns = [...sources.matchAll(/\bt\(\s*`([^`]+)`/g)].map(([, pattern]) => asPattern(pattern));

/** Keys that are chosen first and worded later: any string that is a key, any template that begins like one. */
const chosenKeys = [...sources.matchAll(/'([\w.-]+)'/g)].map(([, key]) => key ?? '');
const chosenPatterns = [...sources.matchAll(/`((?:[a-z]\w*\.)+\$\{[^}]+\}[\w.-]*)`/g)].map(([, pattern]) =>
  asPattern(pattern),
);

describe('the texts of the console', () => {
  it('have the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('are never empty', () => {
    const empty = [...chinese, ...english].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  it('name the same values in both languages', () => {
    const different = [...chinese.keys()].filter(
      (key) => placeholders(chinese.get(key)).join() !== placeholders(english.get(key)).join(),
    );
    expect(different).toEqual([]);
  });

  it('exist wherever the code asks for them', () => {
    expect(usedKeys.length).toBeGreaterThan(100);
    expect(usedKeys.filter((key) => !known.has(key))).toEqual([]);
    expect(usedPatterns.filter((pattern) => ![...known].some((key) => pattern.test(key))).map(String)).toEqual([]);
  });

  it('are all used', () => {
    const used = new Set([...usedKeys, ...chosenKeys]);
    const patterns = [...usedPatterns, ...chosenPatterns];
    const unused = [...known].filter((key) => !used.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('word every error of the contract', () => {
    expect([...Object.keys(errorCodes), 'network', 'timeout'].filter((code) => !known.has(`errors.${code}`))).toEqual(
      [],
    );
  });
});
