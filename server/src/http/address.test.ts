import { expect, test } from '@jest/globals';
import type { Socket } from 'node:net';
import { addressOf, networkOf } from './address.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['', ''],
])('of %s limits count %s', (address, counted) => {
  expect(networkOf(address)).toBe(counted);
});

test('the last trusted proxy is believed and no other, and its IPv6 is cut as well', () => {
  const socket = { remoteAddress: '::ffff:10.0.0.1' } as Socket;
  const request = { socket, headers: { 'x-forwarded-for': '203.0.113.7, 2001:db8:1:2::a' } };
  expect(addressOf(request, 0)).toBe('10.0.0.1');
  expect(addressOf(request, 1)).toBe('2001:db8:1:2::/64');
  expect(addressOf(request, 2)).toBe('203.0.113.7');
  expect(addressOf({ socket, headers: {} }, 1)).toBe('10.0.0.1');
});
