import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { entryState, type EntryState } from '@hearth/shared/library/entity';
import { mayAct, standingFor } from '@hearth/shared/library/policy';
import { stateAfter, steps, type Act } from '@hearth/shared/library/state';
import { versionTurn } from '@hearth/shared/library/version-commands';
import type { Role } from '@hearth/shared/kernel/rights';
import { openApp, type TestApp } from '../support/app.ts';
import { anEntry, entryWords, otherParts } from '../support/library.ts';
import { reasonIn } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** Every act, in every state, by everybody: what the two tables say is what the server does. */

let app: TestApp;
let curator: Person;
const owners = new Map<Role, Person>();
const others = new Map<Role, Person>();
beforeAll(async () => {
  app = await openApp();
  curator = await app.person({ role: 'moderator', name: 'Cora Curator' });
  for (const role of ['member', 'moderator', 'admin'] as const) {
    owners.set(role, await app.person({ role, name: `Olga ${role}` }));
    others.set(role, await app.person({ role, name: `Otto ${role}` }));
  }
});
afterAll(() => app.close());

const acts = Object.keys(steps).filter((act): act is Act => act in mayAct);

/** Whom an entry of a member, of a moderator or of an admin belongs to, and who tries. */
const tries: readonly (readonly [whose: Role, who: 'owner' | Role])[] = [
  ['member', 'owner'],
  ['member', 'member'],
  ['member', 'moderator'],
  ['member', 'admin'],
  ['moderator', 'owner'],
  ['admin', 'owner'],
  ['admin', 'moderator'],
];

/** What a member who is neither reads of an entry for everyone. */
const read: ReadonlySet<EntryState> = new Set(['published', 'archived', 'hidden', 'removed']);

function endOf(whose: Role, who: 'owner' | Role, act: Act, state: EntryState): string {
  const [owner, other] = [owners.get(whose), others.get(whose)];
  if (!owner || !other) throw new Error('somebody is missing');
  const person = who === 'owner' ? owner : others.get(who);
  if (!person) throw new Error('somebody is missing');
  const role = who === 'owner' ? whose : who;
  const actor = { kind: 'person', id: person.personId, role, groups: [] } as const;
  const by = { personId: owner.personId };
  const isTheirs = who === 'owner' || role !== 'member';
  if (!isTheirs && !read.has(state)) return 'no-such-thing';
  if (standingFor(actor, { by }, act) === null || act === 'fix') return 'not-allowed';
  // There is none that waits, and none before the first: see library-versions.test.ts.
  if (versionTurn.safeParse(act).success) return 'library-not-now';
  return stateAfter(act, state) ?? 'library-not-now';
}

async function tried(person: Person, act: Act, entry: { readonly id: string; readonly rev: number }): Promise<string> {
  const { body } = await person.post(...callOf(act, { entryId: entry.id, rev: entry.rev }));
  const reason = reasonIn(body);
  // What it became; by a version it stays what it is.
  return reason ?? JSON.parse(JSON.stringify(body)).value.state ?? 'published';
}

function callOf(act: Act, read: { readonly entryId: string; readonly rev: number }): [name: string, input: object] {
  if (act === 'edit' || act === 'mend') return ['library.change', { ...read, ...entryWords({ title: 'Another' }) }];
  const ofVersion = { ...read, expectedCurrent: 1 };
  if (act === 'renew' || act === 'fix')
    return ['library.renew', { ...ofVersion, parts: otherParts(), what: 'All of it', isSmall: act === 'fix' }];
  if (versionTurn.safeParse(act).success) return ['library.version', { ...ofVersion, no: 2, act, reason: 'Why' }];
  return ['library.turn', { ...read, act, reason: 'Why' }];
}

test.each(entryState.options.flatMap((state) => tries.map(([whose, who]) => [state, whose, who] as const)))(
  'H34: an entry that is %s, of a %s, and what the %s may do with it',
  async (state, whose, who) => {
    const owner = owners.get(whose);
    const person = who === 'owner' ? owner : others.get(who);
    if (!owner || !person) throw new Error('somebody is missing');
    const ends: Record<string, string> = {};
    const expected: Record<string, string> = {};
    let entry = await anEntry({ owner, curator }, state);
    for (const act of acts) {
      // Editing and mending are one command: which of both it is follows from whose it is.
      const its = act === 'mend' && who === 'owner' ? 'edit' : act === 'edit' && who !== 'owner' ? 'mend' : act;
      expected[act] = endOf(whose, who, its, state);
      ends[act] = await tried(person, act, entry);
      const isDone = entryState.safeParse(ends[act]).success;
      if (isDone) entry = await anEntry({ owner, curator }, state);
    }
    expect(ends).toEqual(expected);
  },
  60_000,
);

test('H34: a stranger signs in first, and finds nothing but what is for everyone', async () => {
  const stranger = app.stranger();
  // Of their own: nobody keeps more than fifty that are not published.
  const owner = await app.person();
  for (const state of entryState.options) {
    const { id, rev } = await anEntry({ owner, curator }, state);
    for (const act of acts) expect(await tried(stranger, act, { id, rev })).toBe('sign-in-first');
    const { body } = await stranger.get('library.entry', { entryId: id });
    expect([state, reasonIn(body)]).toEqual([state, read.has(state) ? null : 'no-such-thing']);
  }
});
