/** `locales/*.json` of a plugin: language → key → words. */
export type Catalogs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The words for a key, with `{name}` filled in; the key itself if nobody wrote any. */
export const translate = (
  catalogs: Catalogs,
  locale: string,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string => {
  const words = catalogs[locale]?.[key] ?? catalogs['zh-CN']?.[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
};
