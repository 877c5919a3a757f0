import { expect, test } from '@jest/globals';
import { isOwnOrigin } from './origin.ts';

test.each([
  ['http://localhost:3000', 'localhost:3000', null, true],
  ['http://127.0.0.1:3000', '127.0.0.1:3000', null, true],
  ['http://localhost:3001', 'localhost:3000', null, false],
  ['http://evil.example', 'localhost:3000', null, false],
  // A name that was rebound to this machine: the browser sends it as origin and as host.
  ['http://evil.example:3000', 'evil.example:3000', null, false],
  ['null', 'localhost:3000', null, false],
  ['', 'localhost:3000', null, false],
  [undefined, 'localhost:3000', null, false],
  ['https://hearth.example', 'hearth.example', 'https://hearth.example', true],
  ['https://hearth.example', '10.0.0.7:3000', 'https://hearth.example', true],
  ['http://hearth.example', 'hearth.example', 'https://hearth.example', false],
  ['http://localhost:3000', 'localhost:3000', 'https://hearth.example', false],
])('a page of %s on host %s with public address %s: %s', (origin, host, publicUrl, expected) => {
  expect(isOwnOrigin(origin, host, publicUrl)).toBe(expected);
});
