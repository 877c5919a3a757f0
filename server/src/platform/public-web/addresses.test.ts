import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isPublic } from './addresses.ts';

test.each([
  '93.184.216.34',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.0.1',
  '172.32.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
])('%s is of the public internet', (address) => expect(isPublic(address)).toBe(true));

test.each(['', 'localhost', '1.2.3', '::g', '0', '2130706433', '127.0.0.1/8', 'fe80::1%eth0'])(
  '%p is no address',
  (text) => {
    expect(isPublic(text)).toBe(false);
  },
);

test('attack 55: no IPv4 address is public by being wrapped into one of IPv6', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const hex = (...bytes: number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  fc.assert(
    fc.property(octet, octet, octet, octet, (a, b, c, d) => {
      const [high, low] = [hex(a, b), hex(c, d)];
      const wrapped = [
        `::ffff:${high}:${low}`,
        `::${high}:${low}`,
        `64:ff9b::${high}:${low}`,
        `64:ff9b:1::${high}:${low}`,
      ];
      for (const address of [
        ...wrapped,
        `::ffff:0:${high}:${low}`,
        `2002:${high}:${low}::1`,
        `2001:0:${high}:${low}::`,
      ])
        expect([address, isPublic(address)]).toEqual([address, false]);
    }),
  );
});
