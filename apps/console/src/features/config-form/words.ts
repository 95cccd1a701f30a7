/** The texts of a plugin: language → key → words. */
export type Catalogs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `%key%` in the language of the page, else in Chinese, else the key; everything else is words already. */
export const wordsOf = (text: string, catalogs: Catalogs, locale: string): string => {
  const key = /^%(.+)%$/.exec(text)?.[1];
  if (key === undefined) return text;
  return catalogs[locale]?.[key] ?? catalogs['zh-CN']?.[key] ?? key;
};
