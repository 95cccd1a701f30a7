import type { HostPage } from '../../loader/frame-messages.ts';

const LONGEST_URL = 1_000;
const LONGEST_TITLE = 200;
const SEARCH_WORDS = ['wd', 'word', 'query', 'keyword', 'q', 'text', 'p'];

/** A page as it is reported: of query strings only `utm_*` leave the browser, and of a referrer what was searched for. */
export const shortened = ({ url, title, referrer }: HostPage): HostPage => ({
  url: without(url, (name) => name.startsWith('utm_')).slice(0, LONGEST_URL),
  title: title.slice(0, LONGEST_TITLE),
  referrer: without(referrer, (name) => SEARCH_WORDS.includes(name)).slice(0, LONGEST_URL),
});

const without = (text: string, isKept: (name: string) => boolean): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return '';
  for (const name of [...url.searchParams.keys()]) if (!isKept(name)) url.searchParams.delete(name);
  url.username = '';
  url.password = '';
  // Some sites keep their route behind the hash; an anchor or what else is there says nothing.
  url.hash = /^#!?\//.test(url.hash) ? (url.hash.split('?')[0] ?? '') : '';
  return url.href;
};
