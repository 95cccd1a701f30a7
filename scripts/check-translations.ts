import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Texts = Map<string, string>;

/**
 * Compares the texts of the console in Chinese and English. The dictionaries of the widget need no such check: they
 * are typed. That the keys used in the code exist is checked by the compiler.
 * Answers one line for each text that is missing, empty, or has other placeholders than its twin.
 */
export function findTranslationProblems(root: string): string[] {
  const files = globSync('apps/*/src/**/locales/**/*.json', { cwd: root }).sort();
  const chinese = files.filter((file) => file.includes('zh-CN'));
  if (chinese.length === 0) return ['no texts found at apps/*/src/**/locales/**/zh-CN*'];
  const known = new Set(chinese.flatMap((file) => [file, twinOf(file)]));
  const strangers = files.filter((file) => !known.has(file)).map((file) => `${file}: has no zh-CN twin`);
  return [...strangers, ...chinese.flatMap((file) => compare(root, file, twinOf(file)))];
}

const twinOf = (file: string) => file.replaceAll('zh-CN', 'en');

function compare(root: string, chineseFile: string, englishFile: string): string[] {
  const chinese = readTexts(join(root, chineseFile));
  const english = readTexts(join(root, englishFile));
  return [
    ...missing(chinese, english).map((key) => `${englishFile}: ${key} is missing`),
    ...missing(english, chinese).map((key) => `${chineseFile}: ${key} is missing`),
    ...empty(chinese).map((key) => `${chineseFile}: ${key} is empty`),
    ...empty(english).map((key) => `${englishFile}: ${key} is empty`),
    ...differing(chinese, english).map((key) => `${englishFile}: ${key} has other placeholders than in Chinese`),
  ];
}

function readTexts(file: string): Texts {
  const texts: Texts = new Map();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts.set(path, value);
    else if (value !== null && typeof value === 'object') {
      for (const [key, child] of Object.entries(value)) walk(child, path === '' ? key : `${path}.${key}`);
    } else texts.set(path, '');
  };
  walk(JSON.parse(readFileSync(file, 'utf8')), '');
  return texts;
}

/** English has `_one` and `_other` where Chinese has only `_other`. */
const singular = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

function missing(wanted: Texts, present: Texts): string[] {
  const keys = new Set([...present.keys()].map(singular));
  return [...wanted.keys()].filter((key) => !keys.has(singular(key)));
}

function empty(texts: Texts): string[] {
  return [...texts].filter(([, text]) => text.trim() === '').map(([key]) => key);
}

function differing(chinese: Texts, english: Texts): string[] {
  return [...english.keys()].filter((key) => {
    const twin = chinese.get(key);
    return twin !== undefined && placeholders(twin) !== placeholders(english.get(key) ?? '');
  });
}

function placeholders(text: string): string {
  const found = [...text.matchAll(/\{\{\s*-?\s*(\w+)|<\/?(\w+)/g)].map((match) => match[1] ?? match[2]);
  return [...new Set(found)].sort().join(' ');
}
