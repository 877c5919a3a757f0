import { expect, test } from '@jest/globals';
import { hostname } from 'node:os';
import { isOwnName, readHost } from '../request/own-names.ts';
import { isOwnOrigin, isOwnRequest } from './origin.ts';

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
  ['https://hearth.example.', 'hearth.example.', 'https://hearth.example', true],
  ['https://hearth.example', 'hearth.example:443', 'https://Hearth.Example', true],
  ['http://192.0.2.7:3000', '192.0.2.7:3000', null, false],
])('a page of %s on host %s with public address %s: %s', (origin, host, publicUrl, expected) => {
  expect(isOwnOrigin(origin, host, { publicUrl, host: '127.0.0.1' })).toBe(expected);
});

const site = 'https://hearth.example';
const polls = { host: 'hearth.example', 'sec-fetch-site': 'same-origin' };

test.each<[string, Readonly<Record<string, string>>, string | null, boolean]>([
  ['GET', polls, site, true],
  ['GET', { ...polls, host: 'localhost:3000' }, site, true],
  ['GET', { ...polls, host: 'evil.example' }, site, false],
  ['GET', { ...polls, host: 'localhost:3000' }, null, true],
  ['GET', { ...polls, host: '[::1]:3000' }, null, true],
  ['GET', { ...polls, host: 'evil.example:3000' }, null, false],
  ['GET', { ...polls, origin: 'null' }, site, false],
  ['GET', { ...polls, 'sec-fetch-site': 'none' }, site, false],
  ['GET', { ...polls, 'sec-fetch-site': 'cross-site', referer: `${site}/` }, site, false],
  ['GET', { ...polls, upgrade: 'websocket' }, site, false],
  ['POST', polls, site, false],
  ['POST', { host: 'hearth.example', origin: site }, site, true],
  ['GET', { host: 'hearth.example', referer: `${site}/t/1` }, site, true],
  ['GET', { host: 'hearth.example', referer: `${site}.evil.example/` }, site, false],
  ['GET', { host: 'hearth.example', referer: 'no address' }, site, false],
  ['GET', { host: 'hearth.example' }, site, false],
])('a %s with %j where the public address is %s: %s', (method, headers, publicUrl, expected) => {
  expect(isOwnRequest({ method, headers }, { publicUrl, host: '127.0.0.1' })).toBe(expected);
});

test.each([
  ['0.0.0.0', '192.0.2.7:3000', true],
  ['0.0.0.0', '[2001:db8::7]:3000', true],
  ['::', '192.0.2.7:3000', true],
  ['0.0.0.0', `${hostname().toUpperCase()}.local:3000`, true],
  // A name that was rebound to this machine.
  ['0.0.0.0', 'evil.example:3000', false],
  ['192.0.2.7', '192.0.2.7:3000', true],
  ['192.0.2.7', '192.0.2.8:3000', false],
  ['2001:DB8:0::7', '[2001:db8::7]:3000', true],
  ['Hearth.lan', 'hearth.LAN.:3000', true],
])('R5: a server that listens at %s, asked as %s: %s', (host, asked, expected) => {
  const named = { publicUrl: null, host };
  expect(isOwnOrigin(`http://${asked.toLowerCase()}`, asked, named)).toBe(expected);
  expect(isOwnName(readHost(asked)?.hostname ?? '', named)).toBe(expected);
});

test.each(['', 'localhost@evil.example', 'evil.example/localhost', 'localhost:3000:4000', '..', 'a b'])(
  'R5: %j is no host',
  (given) => expect(readHost(given)).toBeNull(),
);
