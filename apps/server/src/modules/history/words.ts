import type { Jieba } from '@node-rs/jieba';

/** What there is to look for in a text. */
export interface Words {
  /** Chinese words, cut by the dictionary. */
  readonly chinese: readonly string[];
  /** Everything else: PostgreSQL finds its words and their stems. */
  readonly other: string;
}

const CHINESE = /\p{Script=Han}+/gu;

/** Takes 0.1 s and 40 MB, so it waits for the first text. */
let cutter: Promise<Jieba> | undefined;
const loadCutter = (): Promise<Jieba> => {
  cutter ??= Promise.all([import('@node-rs/jieba'), import('@node-rs/jieba/dict.js')]).then(([{ Jieba }, { dict }]) =>
    Jieba.withDict(dict),
  );
  return cutter;
};

/**
 * The words of a text to be found by: each word of the dictionary that stands in it, also within another one, and each sign.
 * Whatever a query is cut into is among them, if the text has it.
 */
export async function wordsOfText(text: string): Promise<Words> {
  const jieba = await loadCutter();
  const found = new Set<string>();
  for (const [run] of text.matchAll(CHINESE)) {
    for (const word of jieba.cutAll(run)) found.add(word);
    for (const sign of run) found.add(sign);
  }
  return { chinese: [...found], other: text.replace(CHINESE, ' ') };
}

/** The words that somebody looks for. */
export async function wordsOfQuery(query: string): Promise<Words> {
  const jieba = await loadCutter();
  const found = new Set([...query.matchAll(CHINESE)].flatMap(([run]) => jieba.cut(run, false)));
  return { chinese: [...found], other: query.replace(CHINESE, ' ') };
}
