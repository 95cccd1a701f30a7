import { expect, test } from 'vitest';
import { cleanAddress } from './page-report.ts';
import { regionNamed, regionOf } from './region.ts';
import { keptReferrer, visitSource } from './visit-source.ts';

test.each([
  ['https://a.example/x?token=1&utm_source=wx#top', 'https://a.example/x?utm_source=wx'],
  ['https://me:secret@a.example/x', 'https://a.example/x'],
  ['https://a.example/#/cart?id=7', 'https://a.example/#/cart'],
  ['javascript:alert(1)', ''],
  ['nothing', ''],
])('of %s is kept %s', (url, kept) => {
  expect(cleanAddress(url)).toBe(kept);
});

test.each([
  ['https://www.baidu.com/s?wd=%E9%BE%99%E4%BA%95', { kind: 'search', name: '百度', term: '龙井' }],
  ['https://www.google.com.hk/', { kind: 'search', name: 'Google', term: null }],
  ['https://cn.bing.com/search?q=tea', { kind: 'search', name: 'Bing', term: 'tea' }],
  ['https://blog.example/post?id=1', { kind: 'referral', name: 'blog.example', term: null }],
  ['https://a.example/before', { kind: 'direct', name: null, term: null }],
  ['', { kind: 'direct', name: null, term: null }],
])('who comes from %s', (referrer, source) => {
  expect(visitSource('https://a.example/', referrer)).toEqual(source);
});

test('a campaign goes before the engine', () => {
  const page = 'https://a.example/?utm_source=baidu&utm_campaign=double11&utm_term=shoes';
  expect(visitSource(page, 'https://www.baidu.com/')).toEqual({ kind: 'campaign', name: 'double11', term: 'shoes' });
});

test('of a referrer no query is kept', () => {
  expect(keptReferrer('https://mail.example/read?id=secret', 'https://a.example/')).toBe('https://mail.example/read');
});

test.each([
  ['114.114.114.114', '江苏省 南京市', 'Nanjing, Jiangsu'],
  ['::ffff:101.6.6.6', '北京', 'Beijing'],
  ['8.8.8.8', '美国', 'United States'],
])('%s is in %s', (address, zh, en) => {
  expect(regionOf(address)).toEqual({ kind: 'place', name: { 'zh-CN': zh, en } });
});

test.each(['127.0.0.1', '::1', '10.1.2.3', '192.168.1.1', '::ffff:172.16.0.1', 'fd00::1', 'fe80::1'])(
  '%s is an address of the house',
  (address) => {
    expect(regionOf(address).kind).toBe('local');
  },
);

test('what is no address is nowhere, and provinces have their own names', () => {
  expect(regionOf('nonsense').kind).toBe('unknown');
  expect(regionNamed({ country: '中国', province: '陕西省', city: '西安市' }).name.en).toBe('Xian, Shaanxi');
});
