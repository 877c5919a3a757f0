import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { commands, queries } from '@hearth/shared/contract';
import fc from 'fast-check';
import { openApp, type TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';
import { inputFor, makerOfThings, type Things } from './things.ts';
import { reasonIn } from '../support/parts.ts';

let app: TestApp;
let eve: Person;
let its: Things;
let socket: ReturnType<Person['openSocket']>;
let messages = 0;
beforeAll(async () => {
  app = await openApp();
  eve = await app.person({ role: 'admin' });
  its = await (await makerOfThings(app))();
  socket = eve.openSocket();
});
afterAll(async () => {
  socket.disconnect();
  await app.close();
});

const commandNames = commands.map(({ name }) => name);
const queryNames: ReadonlySet<string> = new Set(queries.map(({ name }) => name));
/** A connection that says more than people do is put out, so a new one is taken in time. */
function ask(...message: ['query', string, unknown] | ['command', string, string, unknown]): Promise<unknown> {
  if (++messages % 100 === 0) {
    socket.disconnect();
    socket = eve.openSocket();
  }
  // The typed signatures say what a well-meaning client sends.
  return (socket.timeout(5_000) as { emitWithAck(...parts: unknown[]): Promise<unknown> }).emitWithAck(...message);
}

/** Those that set a cookie have one transport only. */
const overHttpAlone: ReadonlySet<string> = new Set(
  commands.filter(({ transport }) => transport === 'http').map(({ name }) => name),
);

const endIn = (body: unknown): string => reasonIn(body) ?? 'done';
const isQuery = (name: string) => queryNames.has(name);

async function overHttp(name: string, input: unknown): Promise<string> {
  return endIn((await (isQuery(name) ? eve.get(name, input) : eve.post(name, input))).body);
}

/** Over the transport that is quicker, where there are two. */
async function sayOnce(name: string, input: unknown): Promise<string> {
  if (overHttpAlone.has(name)) return overHttp(name, input);
  return endIn(await (isQuery(name) ? ask('query', name, input) : ask('command', name, randomUUID(), input)));
}

/** What the two transports say to the same, as far as it is a refusal. */
async function say(name: string, input: unknown): Promise<string> {
  const one = await overHttp(name, input);
  if (overHttpAlone.has(name)) return one;
  const other = await sayOnce(name, input);
  // What was accepted once may be refused the second time: the thing is there already, or gone.
  if (one === 'invalid-input' || other === 'invalid-input') expect(other).toBe(one);
  return other === 'internal' ? other : one;
}

/** What a store would take for an instruction, and what a language would take for a class. */
const instructions: readonly unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $where: 'sleep(9999)' },
  { $in: [] },
  { $expr: { $eq: [1, 1] } },
  [{ $ne: null }],
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  JSON.parse('{"constructor":{"prototype":{"isAdmin":true}}}'),
  { toString: 1, valueOf: null },
];

test.each([...commandNames, ...queryNames])(
  'attacks 17, 36, 38, 39: %s takes no instruction for a value, and no field it does not know',
  async (name) => {
    const good = inputFor(name, its);
    const added = ['role', 'status', '_id', 'author', 'seq', 'createdAt', '$where', '__proto__', 'constructor'];
    for (const instruction of instructions) {
      for (const field of Object.keys(good))
        expect([field, instruction, await sayOnce(name, { ...good, [field]: instruction })]).toEqual([
          field,
          instruction,
          'invalid-input',
        ]);
    }
    for (const field of added.filter((one) => !(one in good))) {
      // A computed key is a field of its own, `__proto__` too.
      expect([field, await sayOnce(name, { ...good, [field]: 'admin' })]).toEqual([field, 'invalid-input']);
    }
    for (const whole of [null, [], 5, 'text', true, [good]]) {
      expect([whole, await say(name, whole)]).toEqual([whole, 'invalid-input']);
    }
    expect({}).not.toHaveProperty('isAdmin');
  },
  60_000,
);

/** Anything JSON can say, and some of what strings can do. */
const anything = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom<unknown>('\ud800', '\u0000', '\u202e', 'a'.repeat(9_000), -1, 0, 0.5, 1e308, -0, 2 ** 53, '', ' '),
);

test.each([...commandNames, ...queryNames])(
  'attack 36: nothing at all in a field of %s is more than refused',
  async (name) => {
    const good = inputFor(name, its);
    const fields = Object.keys(good);
    if (fields.length === 0) return expect(await say(name, { some: 'field' })).toBe('invalid-input');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), anything, async (field, value) => {
        expect(['internal', 'busy']).not.toContain(await say(name, { ...good, [field]: value }));
      }),
      { numRuns: 25, endOnFailure: true },
    );
  },
  60_000,
);

test.each(commandNames)('%s without a command id is refused', async (name) => {
  expect(await eve.post(name, inputFor(name, its), 'not-a-uuid')).toMatchObject({ status: 422 });
});
