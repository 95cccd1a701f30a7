import { describe, expect, test } from 'vitest';
import { networkOf } from '../client.ts';

describe('one place', () => {
  test('is an IPv4 address, however it is written', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  });

  test('is the network that one customer is given with IPv6', () => {
    const written = ['2001:db8:1:2:3:4:5:6', '2001:0DB8:0001:0002::1', '2001:db8:1:2::', '2001:db8:1:2:ffff::9%eth0'];
    expect(new Set(written.map(networkOf))).toEqual(new Set(['2001:db8:1:2::/64']));
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
  });
});
