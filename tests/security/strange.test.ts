import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDemo, type Demo } from '../support/demo.ts';
import { Person } from '../support/person.ts';

const ROUTES = join(import.meta.dirname, '../../web/src/routes');
/** Stands in everything that is sent, and in no line of the log. */
const MARK = 'qzxmark';

/** Values as they stand in an address or a form, percent-escapes and all. */
const VALUES = [
  `/%E4%B8%AD%E6%96%87${MARK}`,
  `/中文${MARK}`,
  `%ED%A0%80${MARK}`,
  `/%FF%FE%C3(${MARK}`,
  `/%00${MARK}%00`,
  `%zz%${MARK}`,
  `/.//${MARK}.test`,
  `%0d%0aset-cookie:${MARK}=1`,
  `%E2%80%AE%E2%80%A8${MARK}`,
  `__proto__${MARK}`,
  `[$ne]=${MARK}`,
  `9e99${MARK}`,
  `-1e999`,
  `%F0%9F%92%A9${'x'.repeat(3_000)}${MARK}`,
];

let demo: Demo;
let admin: Person;
/** An address of each route, with what fits in and with what does not. */
let paths: string[];

beforeAll(async () => {
  demo = await openDemo({ LOG_LEVEL: 'warn', HEARTH_RATE_FACTOR: '10000' });
  admin = await signIn();
  paths = (await routes()).flatMap(({ paths: of }) => of);
}, 90_000);
afterAll(() => demo.close());

async function signIn(): Promise<Person> {
  const person = new Person(demo.url, null, null);
  const found = (await demo.see('demo.people', {})).find(({ role }) => role === 'admin');
  await person.do('account.demo-sign-in', { personId: found?.id ?? '' });
  return person;
}

interface Route {
  readonly paths: string[];
  readonly actions: string[];
  readonly names: string[];
}

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

/** Every route by its files: where it is, what it takes in its address and its forms, and what its forms do. */
async function routes(): Promise<Route[]> {
  const files = (await readdir(ROUTES, { recursive: true })).filter((name) =>
    /\+(page|server|page\.server)\./.test(name),
  );
  const [latest] = await demo.see('thread.latest', { most: 1 });
  const [board] = await demo.see('board.list', {});
  const [room] = await demo.see('room.list', {});
  const [person] = await demo.see('demo.people', {});
  const ids: Record<string, string> = {
    '[thread]': latest?.thread.id ?? '',
    '[board]': board?.id ?? '',
    '[room]': room?.id ?? '',
    '[person]': person?.id ?? '',
    '[[slug]]': 'slug',
  };
  const folders = [...new Set(files.map((file) => dirname(file)))];
  return Promise.all(
    folders.map(async (folder) => {
      const own = files.filter((file) => dirname(file) === folder);
      const code = (await Promise.all(own.map((file) => readFile(join(ROUTES, file), 'utf8')))).join('\n');
      const parts = folder === '.' ? [] : folder.split('/');
      const fill = (value: (part: string) => string) =>
        `/${parts.map((part) => (part.startsWith('[') ? value(part) : part)).join('/')}`;
      const strange = parts.some((part) => part.startsWith('['))
        ? VALUES.map((value) => fill(() => value.replace(/^\//, '')))
        : [];
      return {
        paths: [fill((part) => ids[part] ?? ''), ...strange],
        actions: all(code, /^ {2}(\w+): async/gm).filter((name) => !['out', 'everywhere'].includes(name)),
        names: [
          ...new Set([...all(code, /searchParams\.\w+\('([\w-]+)'/g), ...all(code, /text\(form, '([\w-]+)'/g)]),
          ...['next', 'back', 'x-sveltekit-invalidated', 'name', 'work', 'school', 'state', 'languages', 'hosts'],
        ],
      };
    }),
  );
}

/** How an address names a form's action; the only one of a page has no name. */
const formOf = (action: string): string => (action === 'default' ? '' : `/${action}`);

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends an address exactly as it is; answers with the status and where it leads. */
function send(
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<{ status: number; to: string }> {
  const url = new URL(demo.url);
  return new Promise((done, failed) => {
    const sending = request(
      {
        ...{ host: url.hostname, port: url.port, method, headers: { origin: demo.url, ...headers } },
        // Bytes above ASCII go as they are: Node takes one sign for one byte.
        path: latin1(path),
        // A connection of its own: the server closes those that brought what it cannot read.
        agent: false,
      },
      (response) => {
        response
          .resume()
          .once('end', () => done({ status: response.statusCode ?? 0, to: response.headers.location ?? '' }));
      },
    );
    sending.once('error', failed);
    sending.end(body);
  });
}

const latin1 = (text: string): string =>
  Buffer.from(text)
    .toString('latin1')
    .replace(/[\u0000-\u0020]/g, '');

async function expectNoFault(what: string, path: string, sent?: Sent): Promise<void> {
  const { status, to } = await send(path, sent);
  expect([what, path, status]).toEqual([what, path, expect.any(Number)]);
  if (status >= 500 || status === 0) throw new Error(`${what}: ${status} of ${path}`);
  expect(new URL(to || '/', demo.url).origin).toBe(demo.url);
}

let read = 0;
/** What was printed since it was last looked at is log lines without what was sent, and none of them is of a fault. */
function expectQuietLog(): void {
  const { printed } = demo.server;
  const lines = printed.slice(Math.max(read, printed.indexOf('Ctrl+C stops it.') + 16)).split('\n');
  read = printed.length;
  const wrong = lines.filter(
    (line) => line.trim() !== '' && (line.includes(MARK) || !/^{"level":"warn".*}$/.test(line)),
  );
  expect(wrong).toEqual([]);
}

test('H17: every route asked with strange values in its address answers without a fault', async () => {
  const cookie = admin.cookie ?? '';
  for (const { paths: of, names } of await routes()) {
    for (const path of of) for (const as of [{}, { cookie }]) await expectNoFault('path', path, { headers: as });
    for (const value of VALUES) {
      const query = names.map((name) => `${name}=${value}`).join('&');
      await expectNoFault('query', `${of[0]}?${query}`, { headers: { cookie } });
      await expectNoFault('data', `${of[0]?.replace(/\/$/, '')}/__data.json?${query}`);
    }
  }
  expectQuietLog();
}, 120_000);

test('H17: every form sent with strange values answers without a fault', async () => {
  const type = 'application/x-www-form-urlencoded';
  for (const {
    paths: [path = ''],
    actions,
    names,
  } of await routes()) {
    for (const action of actions) {
      for (const value of VALUES) {
        const body = names.map((name) => `${name}=${value}`).join('&');
        for (const accept of ['text/html', 'application/json']) {
          const headers = { cookie: admin.cookie ?? '', 'content-type': type, accept };
          await expectNoFault('form', `${path}?${formOf(action)}&next=${value}`, { method: 'POST', headers, body });
        }
      }
    }
  }
  expectQuietLog();
}, 120_000);

test('H17: a form that is right leads on, whatever path it names', async () => {
  const [person] = await demo.see('demo.people', {});
  const payloads = [
    ['/preferences', `locale=en&back=`],
    ['/sign-in?/demo', `personId=${person?.id}&next=`],
  ] as const;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  for (const [path, fields] of payloads) {
    for (const value of VALUES) {
      const { status, to } = await send(path, { method: 'POST', headers, body: fields + value });
      expect([path, value, status, to]).toEqual([path, value, 303, expect.stringMatching(/^\/(?!\/)[!-~]*$/)]);
    }
  }
  expectQuietLog();
});

test('H17: an action that is none is no fault', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie: admin.cookie ?? '' };
  for (const path of paths.slice(0, 40))
    for (const action of ['default', `${MARK}`, '%zz', '__proto__', 'constructor', ''])
      await expectNoFault('action', `${path}?/${action}`, { method: 'POST', headers, body: 'x=1' });
  expectQuietLog();
});

test.each([
  ['multipart/form-data', 'x'],
  ['multipart/form-data; boundary=', '--\r\n'],
  ['multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="${MARK}`],
  [
    'multipart/form-data; boundary=x',
    `--x\r\ncontent-disposition: form-data; name="back"\r\n\r\n\xff\x00${MARK}\r\n--x--`,
  ],
  ['application/x-www-form-urlencoded; charset=utf-16', `\xff\xfe${MARK}`],
  ['text/plain', `${MARK}\x00`],
  ['application/x-www-form-urlencoded', 'x'.repeat(600_000)],
])(
  'H17: what calls itself %s and is none is bad input',
  async (type, body) => {
    for (const {
      paths: [path = ''],
      actions,
    } of await routes())
      for (const action of actions) {
        const headers = { cookie: admin.cookie ?? '', 'content-type': type };
        await expectNoFault(type, `${path}?${formOf(action)}`, {
          method: 'POST',
          headers,
          body: Buffer.from(body, 'latin1'),
        });
      }
    expectQuietLog();
  },
  60_000,
);

test.each([
  ['cookie', `theme=%zz${MARK}; locale=%ff; hearth=%00${MARK}; __proto__=1; =; ;;`],
  ['cookie', `hearth=${'x'.repeat(5_000)}${MARK}`],
  ['accept-language', `\u00ff\u00fe${MARK};q=zz,*,__proto__;q=9e99,-`],
  ['user-agent', `\u00ff${MARK}\u0080`],
  ['x-forwarded-for', `${MARK},,%zz`],
  ['x-forwarded-proto', `${MARK}://`],
  ['x-hearth-request', MARK],
  ['x-sveltekit-pathname', `/%zz${MARK}`],
  ['content-length', '0'],
  ['if-none-match', `"${MARK}\u00ff`],
  ['range', `bytes=-${MARK}`],
  ['accept', `${MARK}/\u00ff;q=9e99`],
])(
  'H17: a strange %s is no fault',
  async (name, value) => {
    for (const path of paths.slice(0, 40)) await expectNoFault(name, path, { headers: { [name]: value } });
    expectQuietLog();
  },
  60_000,
);

test('H17: strange names and inputs of commands and queries are no fault', async () => {
  const texts = ['"\\ud800"', '"\\u0000"', '{"\\u0000":1}', '{"__proto__":{}}', '[[[[', `"${MARK}`, '1e999', '\xff'];
  for (const value of VALUES) {
    await expectNoFault('query', `/api/queries/${value}?input=${value}`);
    await expectNoFault('query', `/api/queries/thread.get?input=${value}&input=${value}`);
    await expectNoFault('command', `/api/commands/${value}`, { method: 'POST', body: '{}' });
  }
  const fields = ['threadId', 'boardId', 'roomId', 'personId', 'name', 'email', 'text', 'token', 'title'];
  for (const text of texts) {
    const input = `{${fields.map((field) => `"${field}":${text}`).join(',')}}`;
    for (const name of ['thread.get', 'person.find', 'board.get', 'room.get', 'person.get', 'account.me'])
      for (const raw of [input, text])
        await expectNoFault('query', `/api/queries/${name}?input=${encodeURIComponent(raw)}`, {
          headers: { cookie: admin.cookie ?? '' },
        });
    for (const name of ['account.sign-up', 'account.sign-in', 'account.redeem-code', 'thread.start', 'post.reply'])
      for (const raw of [input, text]) {
        const headers = {
          'content-type': 'application/json',
          cookie: admin.cookie ?? '',
          'idempotency-key': 'x'.repeat(20),
        };
        await expectNoFault('command', `/api/commands/${name}`, { method: 'POST', headers, body: raw });
      }
  }
  expectQuietLog();
}, 60_000);
