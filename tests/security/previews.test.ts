import { setTimeout as passed } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { lookUp } from '@hearth/server/features/previews/look-up';
import { createLogger } from '@hearth/server/platform/logger';
import { fetchPublic } from '@hearth/server/platform/public-web/fetch';
import { aPage, HOST, openOtherSite, type OtherSite } from '../support/other-site.ts';
import { noise } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

/** Attack 55, as whoever fetches what a stranger has posted. */
let other: OtherSite;
beforeAll(async () => {
  other = await openOtherSite();
});
beforeEach(() => {
  other.asked.length = 0;
  other.resolved.length = 0;
});
afterAll(() => other.close());

const MB = 1024 * 1024;
const log = createLogger('silent');
const asking = () => {
  const before = () => {};
  return { reach: other.reach, agent: 'Hearth', before, signal: new AbortController().signal };
};
const found = (address: string) => lookUp(new URL(address), asking(), log);
const refusal = async (address: string) => {
  const wanted = { ...asking(), types: /^text\/html$/, most: MB };
  const refused = await fetchPublic(new URL(address), wanted).then(
    () => null,
    (error: unknown) => error,
  );
  return refused instanceof Error ? refused.message : refused;
};
const NOT_PUBLIC = 'an address or port that is not of the public web';

/** The same place in every way there is to write it down, and other places inside. */
const inner = (port: number) =>
  [
    ...['127.0.0.1', '127.1', '2130706433', '0177.0.0.1', '0x7f000001', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]'],
    ...['[::ffff:7f00:1]', '[::127.0.0.1]', '0.0.0.0', '0', '[::]', '[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]'],
    ...[
      '[2002:7f00:1::]',
      '[2001:0:7f00:1::]',
      '10.0.0.1',
      '172.16.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
    ],
    ...['[fe80::1]', '[fc00::1]', '[fec0::1]', '[ff02::1]', '224.0.0.1', '255.255.255.255', '198.18.0.1', '192.0.0.8'],
  ].flatMap((host) => [`http://${host}:${port}/`, `http://${host}/`, `https://${host}/`]);

test('attack 55: no address inside is reached, however it is written', async () => {
  for (const address of inner(other.inside.port))
    expect([address, await refusal(address)]).toEqual([address, NOT_PUBLIC]);
  expect(other.inside.connections).toBe(0);
}, 120_000);

test('attack 55: nor by a redirect to one, a relative one, or one without end', async () => {
  for (const [n, address] of inner(other.inside.port).entries()) {
    const from = other.at(`/to-${n}`, (_request, response) => response.writeHead(302, { location: address }).end());
    expect([address, await refusal(from)]).toEqual([address, NOT_PUBLIC]);
  }
  expect(other.inside.connections).toBe(0);
  other.asked.length = 0;
  other.at('/again', (_request, response) => response.writeHead(301, { location: '/again' }).end());
  expect(await refusal(other.url('/again'))).toBe('redirected too often');
  expect(other.asked).toHaveLength(4);
  const files = other.at('/file', (_request, response) =>
    response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  );
  expect(await refusal(files)).toBe('neither http nor https');
}, 120_000);

test('attack 55: nor by a name that leads inside, wholly or in part', async () => {
  const suspects = [
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['93.184.216.34', '10.0.0.1'],
    ['fd00::1'],
    ['100.64.0.1'],
  ];
  for (const addresses of suspects) {
    other.name('inner.example', addresses);
    for (const address of [
      `http://inner.example:${other.inside.port}/`,
      'http://inner.example/',
      'https://inner.example/',
    ])
      expect([addresses, await refusal(address)]).toEqual([addresses, NOT_PUBLIC]);
  }
  other.name('nowhere.example', []);
  expect(await refusal('http://nowhere.example/')).toBe('a name without an address');
  expect(other.inside.connections).toBe(0);
});

test('attack 55: a name that leads elsewhere the second time is not asked a second time, and a redirect is', async () => {
  let times = 0;
  other.name('rebound.example', () => [++times === 1 ? '127.0.0.1' : '10.0.0.1']);
  other.page('/rebound', aPage());
  expect(await found(other.url('/rebound', 'rebound.example'))).toMatchObject({ title: 'The late bus' });
  expect(other.resolved).toEqual(['rebound.example']);
  expect(other.asked[0]?.headers.host).toBe(new URL(other.url('/', 'rebound.example')).host);
  times = 0;
  other.at('/rebound', (_request, response) => response.writeHead(302, { location: '/there' }).end());
  expect(await refusal(other.url('/rebound', 'rebound.example'))).toBe(NOT_PUBLIC);
});

test('attack 55: other schemes, ports, and names and passwords in the address are not asked', async () => {
  other.name('public.example', ['93.184.216.34']);
  expect(await refusal('ftp://public.example/')).toBe('neither http nor https');
  for (const port of [22, 25, 3306, 6379, 8080])
    expect(await refusal(`http://public.example:${port}/`)).toBe(NOT_PUBLIC);
  expect(await refusal(other.url('/', `ana:secret@${HOST}`))).toBe('a name or password in the address');
  expect(other.asked).toHaveLength(0);
});

test('attack 55: what comes slowly, or never, is given up after five seconds', async () => {
  const drip = other.at('/drip', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    const dripping = setInterval(() => response.write('<'), 100);
    response.on('close', () => clearInterval(dripping));
  });
  const silent = other.at('/silent', () => {});
  other.name('slow.example', async () => passed(20_000, ['127.0.0.1'], { ref: false }));
  const begun = performance.now();
  const all = [drip, silent, other.url('/', 'slow.example')].map(found);
  expect(await Promise.all(all)).toEqual([null, null, null]);
  expect(performance.now() - begun).toBeLessThan(15_000);
}, 60_000);

test('attack 55: of what has no end, or unpacks without one, half a megabyte is read', async () => {
  const announced = other.at('/announced', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': 1024 * MB }).write('<title>Much</title>');
  });
  expect(await refusal(announced)).toBe('too much');
  let sent = 0;
  let isClosed = false;
  const endless = other.at('/endless', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.on('close', () => (isClosed = true));
    const more = () => {
      while (!isClosed && sent < 1024 * MB && response.write('<!-- '.padEnd(65_536, 'x'))) sent += 65_536;
    };
    response.on('drain', more);
    more();
  });
  expect(await found(endless)).toBeNull();
  await until(() => isClosed, 'the line is closed');
  expect(sent).toBeLessThan(64 * MB);
  const much = Buffer.alloc(60 * MB, ' ');
  for (const [coding, bytes] of [
    ['gzip', gzipSync(much)],
    ['br', brotliCompressSync(much)],
  ] as const) {
    const bomb = other.at(`/${coding}`, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': coding }).end(bytes);
    });
    expect(await refusal(bomb)).toBe('too much');
  }
  const packedTwice = other.page('/twice', 'x', { 'content-encoding': 'gzip, gzip' });
  expect(await refusal(packedTwice)).toBe('packed in an unknown way');
  const long = other.page('/long', `<head><title>${'x'.repeat(10 * MB)}</title></head>`, {
    'transfer-encoding': 'chunked',
  });
  expect(await found(long)).toBeNull();
}, 120_000);

test('attack 55: what is packed well is read', async () => {
  const packed = other.at('/packed', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(gzipSync(aPage()));
  });
  expect(await found(packed)).toMatchObject({ title: 'The late bus', site: 'Bus News', description: 'Who drives it.' });
});

test('attack 55: what is no page, or refused, is none; and nobody is told who asks but us', async () => {
  for (const type of ['text/plain', 'application/pdf', 'image/svg+xml', ''])
    expect(await found(other.page('/kind', aPage(), { 'content-type': type }))).toBeNull();
  const gone = other.at('/gone', (_request, response) => {
    response.writeHead(404, { 'content-type': 'text/html' }).end(aPage());
  });
  expect(await found(gone)).toBeNull();
  other.page('/home', aPage());
  const cookie = other.at('/cookie', (_request, response) => {
    response.writeHead(302, { location: '/home', 'set-cookie': 'spy=1; Path=/' }).end();
  });
  other.asked.length = 0;
  expect(await found(cookie)).not.toBeNull();
  expect(other.asked.map(({ url }) => url)).toEqual(['/cookie', '/home']);
  for (const { headers } of other.asked)
    expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
});

test('attack 55: a picture is fetched by the same rules, made anew, and left out where it is none', async () => {
  const image = await noise(800, 500);
  const pictureAt = (path: string, bytes: Buffer, type = 'image/jpeg') =>
    other.at(path, (_request, response) => response.writeHead(200, { 'content-type': type }).end(bytes));
  const pictureOf = async (address: string) => (await found(other.page('/with', aPage({ image: address }))))?.picture;
  const made = await pictureOf(pictureAt('/good.jpg', image));
  expect(made).toMatchObject({ width: 480, height: 300 });
  expect(Buffer.from(made?.bytes ?? []).toString('latin1', 8, 12)).toBe('WEBP');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const bad = [
    `http://127.0.0.1:${other.inside.port}/a.jpg`,
    'http://169.254.169.254/a.jpg',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    pictureAt('/drawn.svg', svg, 'image/svg+xml'),
    pictureAt('/called.png', svg, 'image/png'),
    pictureAt('/page.png', Buffer.from(aPage()), 'image/png'),
    pictureAt('/cut.jpg', image.subarray(0, 100)),
    pictureAt('/huge.jpg', Buffer.concat([image, Buffer.alloc(6 * MB)])),
    pictureAt('/typed.jpg', image, 'text/html'),
  ];
  for (const address of bad) expect([address, await pictureOf(address)]).toEqual([address, null]);
  expect(other.inside.connections).toBe(0);
}, 120_000);
