import type { PageReport } from '@cskefu/contract';

/** A page as it is kept: without what a query string may carry of a person. */
export interface SeenPage {
  readonly url: string;
  readonly title: string;
}

const LONGEST_URL = 500;
const LONGEST_TITLE = 120;
const MARKS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];

/** Address and title, bounded, with nothing of the query string but `utm_*`. */
export function seenPage({ url, title }: Pick<PageReport, 'url' | 'title'>): SeenPage {
  return { url: cleanAddress(url).slice(0, LONGEST_URL), title: title.trim().slice(0, LONGEST_TITLE) };
}

/** The address without user, query string and anchor, except marks of campaigns and the route of a single page app. */
export function cleanAddress(text: string): string {
  const url = readUrl(text);
  if (!url) return '';
  const kept = MARKS.flatMap((name) => {
    const value = url.searchParams.get(name);
    return value ? [`${name}=${encodeURIComponent(value.slice(0, 60))}`] : [];
  });
  const route = /^#!?\/[^?]*/.exec(url.hash)?.[0] ?? '';
  return `${url.origin}${url.pathname}${kept.length > 0 ? `?${kept.join('&')}` : ''}${route}`;
}

export function readUrl(text: string): URL | null {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) ? url : null;
}
