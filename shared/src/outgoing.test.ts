import { expect, test } from '@jest/globals';
import { commands } from './contract.ts';
import { outgoing } from './outgoing.ts';

/** Fields that may hold what must not stay on a device. */
const SECRET = /password|token|code|digits/i;

test('nothing that signs in or carries a secret is ever kept on a device', () => {
  const kept = commands.filter(({ name }) => outgoing[name]?.keep);
  expect(kept.length).toBeGreaterThan(0);
  for (const { name, transport, input } of kept) {
    const fields = Object.keys('shape' in input ? input.shape : {}).filter((field) => SECRET.test(field));
    expect([name, transport, fields]).toEqual([name, 'any', []]);
  }
});

test('rules name commands there are, and drafts do not share a place', () => {
  const names = commands.map(({ name }): string => name);
  expect(Object.keys(outgoing).filter((name) => !names.includes(name))).toEqual([]);
  const places = Object.values(outgoing).flatMap(({ draft }) => draft?.place ?? []);
  expect(places).toEqual([...new Set(places)]);
});
