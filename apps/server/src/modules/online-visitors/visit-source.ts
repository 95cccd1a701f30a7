import type { VisitorSource } from '@cskefu/contract';
import { readUrl } from './page-report.ts';

/** Where the search word stands, by engine. Most hand it on to nobody any more; then only the engine is known. */
const ENGINES: readonly [host: RegExp, name: string, parameters: readonly string[]][] = [
  [/(^|\.)baidu\.com$/, '百度', ['wd', 'word']],
  [/(^|\.)sogou\.com$/, '搜狗', ['query', 'keyword']],
  [/(^|\.)so\.com$/, '360', ['q']],
  [/(^|\.)sm\.cn$/, '神马', ['q']],
  [/^so\.toutiao\.com$/, '头条', ['keyword']],
  [/(^|\.)bing\.com$/, 'Bing', ['q']],
  [/(^|\.)google(\.[a-z]{2,3}){1,2}$/, 'Google', ['q']],
  [/(^|\.)yandex\.[a-z]{2,3}$/, 'Yandex', ['text']],
  [/(^|\.)duckduckgo\.com$/, 'DuckDuckGo', ['q']],
  [/(^|\.)yahoo\.com$/, 'Yahoo', ['p']],
];

const LONGEST = 100;

/** Where a visit came from: a marked campaign, a search engine, another site, or nowhere that is known. */
export function visitSource(page: string, referrer: string): VisitorSource {
  const from = readUrl(referrer);
  const here = readUrl(page);
  const campaign = here?.searchParams.get('utm_campaign') ?? here?.searchParams.get('utm_source');
  if (campaign) return { kind: 'campaign', name: cut(campaign), term: cut(here?.searchParams.get('utm_term')) };
  if (!from || from.host === here?.host) return { kind: 'direct', name: null, term: null };
  const engine = ENGINES.find(([host]) => host.test(from.hostname));
  if (!engine) return { kind: 'referral', name: cut(from.host), term: null };
  const [, name, parameters] = engine;
  const term = parameters.map((parameter) => from.searchParams.get(parameter)).find(Boolean);
  return { kind: 'search', name, term: cut(term) };
}

/** Of a referrer only host and path are kept. */
export function keptReferrer(referrer: string, page: string): string {
  const from = readUrl(referrer);
  if (!from || from.host === readUrl(page)?.host) return '';
  return `${from.origin}${from.pathname}`.slice(0, 300);
}

const cut = (text: string | null | undefined) => text?.trim().slice(0, LONGEST) || null;
