import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readNaming } from '@hearth/server/features/library/store';
import type { EntryId } from '@hearth/shared/library/entity';
import { linkId } from '@hearth/shared/link-health/entity';
import { lookedUpBadly } from '../support/asked-of-store.ts';
import { DAY_MS, openLookedAtLinks, withStatus, type LookedAtLinks } from '../support/looked-at-links.ts';
import { present } from '../support/parts.ts';
import type { Person } from '../support/person.ts';

/** What is kept beside entries is found as they are: see `indexed.test.ts`. */

let links: LookedAtLinks;
let [owner, curator]: Person[] = [];
let entryId: EntryId;
beforeAll(async () => {
  links = await openLookedAtLinks();
  owner = await links.app.person({ name: 'Olga Owner' });
  curator = await links.app.person({ name: 'Cora Curator', role: 'moderator' });
  entryId = await give();
}, 60_000);
afterAll(() => links.close());

const who = (person: Person | undefined) => present(person);
const give = async () =>
  links.give({ owner: who(owner), curator: who(curator) }, links.aLink(withStatus(200)), links.aLink(withStatus(404)));
const after = { at: new Date().toISOString(), id: linkId.parse('0123456789abcdef') };

const asked: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['publishing links', give],
  ['looking at them', () => links.pass(DAY_MS)],
  ['whether the links of an entry open', () => who(owner).see('link.of', { entryId })],
  ['links that do not open', () => who(curator).see('link.broken', {})],
  ['more of them', () => who(curator).see('link.broken', { after })],
  ['what names somebody, or would', () => readNaming(who(owner).personId)],
];

test.each(asked)('%s: whatever is looked up is found by an index, and in its order', async (_what, act) => {
  expect(await lookedUpBadly(links.app, act)).toEqual([]);
});
