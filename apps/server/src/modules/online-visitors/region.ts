import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type { VisitorRegion } from '@cskefu/contract';
import { pinyin } from 'pinyin-pro';

const NOWHERE = { 'zh-CN': '', en: '' };
const LOCAL: VisitorRegion = { kind: 'local', name: NOWHERE };
const UNKNOWN: VisitorRegion = { kind: 'unknown', name: NOWHERE };
const PRIVATE =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i;

/** Those that pinyin would not name as the world does. */
const PROVINCES: Readonly<Record<string, string>> = {
  陕西: 'Shaanxi',
  内蒙古: 'Inner Mongolia',
  西藏: 'Tibet',
  香港: 'Hong Kong',
  澳门: 'Macao',
  台湾: 'Taiwan',
};

interface Found {
  readonly country: string;
  readonly province: string;
  readonly city: string;
}

let searcher: { search(ip: string): Found | null } | null = null;

/** Where an address is, by data that lie with the program: nothing is asked of anybody. Read when the first visitor comes. */
export function regionOf(address: string): VisitorRegion {
  const ip = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(ip) === 0) return UNKNOWN;
  if (PRIVATE.test(ip)) return LOCAL;
  searcher ??= openSearcher();
  const found = searcher.search(ip);
  return found ? regionNamed(found) : UNKNOWN;
}

function openSearcher() {
  const { default: Searcher } = createRequire(import.meta.url)('ip2region') as typeof import('ip2region');
  return new Searcher();
}

export function regionNamed({ country, province, city }: Found): VisitorRegion {
  const parts = [...new Set([province, city.replace(/市$/, '') === province.replace(/市$/, '') ? '' : city])].filter(
    Boolean,
  );
  if (country === '中国' && parts.length > 0)
    return { kind: 'place', name: { 'zh-CN': parts.join(' '), en: parts.map(chineseName).toReversed().join(', ') } };
  if (!country) return UNKNOWN;
  const foreign = englishCountry(country);
  return { kind: 'place', name: { 'zh-CN': [country, ...parts].join(' '), en: foreign } };
}

/** 苏州市 → Suzhou. */
function chineseName(name: string): string {
  const bare = name.replace(/(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|地区|省|市|盟)$/, '');
  const known = PROVINCES[bare];
  if (known) return known;
  const sound = pinyin(bare, { toneType: 'none', type: 'array', v: true }).join('');
  return sound.charAt(0).toUpperCase() + sound.slice(1);
}

let countries: Map<string, string> | null = null;

/** The data name countries in Chinese. */
function englishCountry(name: string): string {
  if (!countries) {
    const [chinese, english] = ['zh-CN', 'en'].map((locale) => new Intl.DisplayNames(locale, { type: 'region' }));
    countries = new Map();
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    for (const first of letters)
      for (const second of letters) {
        const code = first + second;
        const word = chinese?.of(code);
        if (word && word !== code) countries.set(word, english?.of(code) ?? code);
      }
  }
  return countries.get(name) ?? name;
}
