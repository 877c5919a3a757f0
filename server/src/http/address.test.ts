import { expect, test } from '@jest/globals';
import { addressOf, networkOf, rangeOf } from '../request/address.ts';

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.7', '192.0.2.7'],
  ['unknown', 'unknown'],
  ['', ''],
])('of %s limits count %s', (address, counted) => {
  expect(networkOf(address)).toBe(counted);
});

test('the last trusted proxy is believed and no other, and its IPv6 is cut as well', () => {
  const socket = { remoteAddress: '::ffff:10.0.0.1' };
  const request = { socket, headers: { 'x-forwarded-for': '203.0.113.7, 2001:db8:1:2::a' } };
  expect(addressOf(request, 0)).toBe('10.0.0.1');
  expect(addressOf(request, 1)).toBe('2001:db8:1:2::/64');
  expect(addressOf(request, 2)).toBe('203.0.113.7');
  expect(addressOf({ socket, headers: {} }, 1)).toBe('10.0.0.1');
});

test.each([
  ['77.77.77.77:1000', '77.77.77.77'],
  ['[2001:db8:1:2::9]:99', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::9]', '2001:db8:1:2::/64'],
  ['[::ffff:192.0.2.7]:99', '192.0.2.7'],
  ['_hidden', '10.0.0.1'],
  ['', '10.0.0.1'],
])('H18: %s of a proxy is one caller, whatever the port', (told, counted) => {
  const socket = { remoteAddress: '10.0.0.1' };
  expect(addressOf({ socket, headers: { 'x-forwarded-for': told } }, 1)).toBe(counted);
});

test.each([
  ['192.0.2.7', '192.0.2.0/24'],
  ['::ffff:192.0.2.200', '192.0.2.0/24'],
  ['2001:db8:1:2::9', '2001:db8:1::/48'],
  ['2001:db8:1:ffff::9', '2001:db8:1::/48'],
  ['2001:db8::9', '2001:db8:0::/48'],
  ['unknown', 'unknown'],
])('H18: %s is in the range %s', (address, range) => {
  expect(rangeOf(networkOf(address))).toBe(range);
});
