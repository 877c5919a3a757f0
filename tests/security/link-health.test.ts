import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { knock } from '@hearth/server/features/link-health/knocking';
import { openOtherSite, type OtherSite } from '../support/other-site.ts';

/** Attack 55, as whoever looks whether the links that somebody gave still open. */
let other: OtherSite;
beforeAll(async () => {
  other = await openOtherSite();
});
afterAll(() => other.close());

const outcome = async (address: string) => {
  const asking = { reach: other.reach, agent: 'Hearth', before: () => {}, signal: new AbortController().signal };
  return (await knock(new URL(address), asking, new Date())).kind;
};
const inner = (port: number) =>
  [
    ...['127.0.0.1', '127.1', '2130706433', '0177.0.0.1', '0x7f000001', '[::1]', '[::ffff:127.0.0.1]', '[::127.0.0.1]'],
    ...['0.0.0.0', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '10.0.0.1', '192.168.1.1', '169.254.169.254', '[fe80::1]'],
    ...['[fc00::1]', '[::ffff:10.0.0.1]', '100.64.0.1', 'inner.example', 'half.example'],
  ].flatMap((host) => [`http://${host}:${port}/`, `http://${host}/`, `https://${host}/`]);

test('attack 55: no link and no redirect leads the server inside, and what it does not ask it does not call dead', async () => {
  other.name('inner.example', ['127.0.0.1']);
  other.name('half.example', ['93.184.216.34', '10.0.0.1']);
  for (const [n, address] of inner(other.inside.port).entries()) {
    const from = other.at(`/to-${n}`, (_request, response) => response.writeHead(302, { location: address }).end());
    for (const link of [address, from]) expect([link, await outcome(link)]).toEqual([link, 'unclear']);
  }
  expect(other.inside.connections).toBe(0);
});

test('attack 55: a name that leads elsewhere the second time is looked at each time it is asked for', async () => {
  let times = 0;
  other.name('rebound.example', () => [++times === 1 ? '127.0.0.1' : '10.0.0.1']);
  other.at('/rebound', (request, response) => response.writeHead(request.method === 'HEAD' ? 405 : 200).end());
  other.asked.length = 0;
  expect(await outcome(other.url('/rebound', 'rebound.example'))).toBe('unclear');
  expect(other.asked.map(({ method }) => method)).toEqual(['HEAD']);
});

test('attack 55: other schemes, ports and names in the address are not asked', async () => {
  other.asked.length = 0;
  other.name('public.example', ['93.184.216.34']);
  const strange = [
    'ftp://public.example/',
    'file:///etc/passwd',
    'http://public.example:6379/',
    other.url('/', 'ana:x@site.example'),
  ];
  for (const link of strange) expect([link, await outcome(link)]).toEqual([link, 'unclear']);
  expect(other.asked).toEqual([]);
});
