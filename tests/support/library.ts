import type { OutputOf, SentTo } from '@hearth/shared/kernel/command';
import type { CommandNamed } from '@hearth/shared/contract';
import type { Turn } from '@hearth/shared/library/commands';
import { putComplaint } from '@hearth/server/features/complaints/store';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { EntryId, EntryState } from '@hearth/shared/library/entity';
import type { VersionTurn } from '@hearth/shared/library/version-commands';
import type { TestApp } from './app.ts';
import { aBoard, aThread } from './builders.ts';
import { pdf } from './documents.ts';
import type { Person } from './person.ts';
import { upload } from './uploads.ts';

type Words = SentTo<CommandNamed<'library.draft'>>;

/** All that others need, with a link. */
export function entryWords(more: Partial<Words> = {}): Words {
  return {
    ...{ kind: 'template', title: 'Family survey', summary: 'Ten questions.', audience: 'everyone', groups: [] },
    parts: [{ kind: 'link', url: 'https://example.org/survey', title: 'The survey', language: 'en' }],
    ...{ licence: 'by', credit: '', mayShare: true },
    ...more,
  };
}

interface Standing {
  readonly id: EntryId;
  readonly state: EntryState;
  readonly rev: number;
}

type Given = Words['parts'];

/** Another link than that of {@link entryWords}. */
export function otherParts(end = 'newer'): Given {
  return [{ kind: 'link', url: `https://example.org/${end}`, title: `The ${end} one`, language: 'en' }];
}

type Renewed = OutputOf<CommandNamed<'library.renew'>>;
type Renewing = SentTo<CommandNamed<'library.renew'>>;

/** Sends a version as it is read now. */
export async function renewEntry(person: Person, entryId: EntryId, more: Partial<Renewing> = {}): Promise<Renewed> {
  const read = await versionRead(person, entryId);
  return person.do('library.renew', { ...read, parts: otherParts(), what: 'Clearer', isSmall: false, ...more });
}

export async function turnVersion(person: Person, entryId: EntryId, act: VersionTurn, no: number): Promise<Renewed> {
  return person.do('library.version', {
    ...(await versionRead(person, entryId)),
    no,
    act,
    reason: `Because of ${act}`,
  });
}

/** What whoever acts on a version has read. */
export async function versionRead(person: Person, entryId: EntryId) {
  const { entry, versions } = await person.see('library.entry', { entryId });
  if (!entry || !versions) throw new Error('it was never published');
  return { entryId, rev: entry.rev, expectedCurrent: versions.current };
}

/** Wherever it is used it stays as it is. */
async function keptUses(person: Person, entryId: EntryId) {
  const { uses } = await person.see('library.uses', { entryId });
  return uses.map(({ kind, id }) => ({ kind, id, answer: 'keep' as const }));
}

export async function turnEntry(
  person: Person,
  { id, rev }: Pick<Standing, 'id' | 'rev'>,
  act: Turn,
): Promise<Standing> {
  const turning = { entryId: id, rev, act, reason: `Because of ${act}` };
  return person.do('library.turn', act === 'archive' ? { ...turning, uses: await keptUses(person, id) } : turning);
}

/** By which acts an entry comes into a state: whether its owner does it, or a curator. */
const WAYS: Readonly<Record<EntryState, readonly (readonly ['owner' | 'curator', Turn])[]>> = {
  draft: [],
  submitted: [['owner', 'submit']],
  changes: [
    ['owner', 'submit'],
    ['curator', 'ask'],
  ],
  declined: [
    ['owner', 'submit'],
    ['curator', 'decline'],
  ],
  published: [
    ['owner', 'submit'],
    ['curator', 'publish'],
  ],
  hidden: [
    ['owner', 'submit'],
    ['curator', 'publish'],
    ['curator', 'hide'],
  ],
  archived: [
    ['owner', 'submit'],
    ['curator', 'publish'],
    ['curator', 'archive'],
  ],
  removed: [
    ['owner', 'submit'],
    ['curator', 'publish'],
    ['curator', 'remove'],
  ],
};

export async function anEntry(
  { owner, curator }: { readonly owner: Person; readonly curator: Person },
  state: EntryState = 'published',
  more: Partial<Words> = {},
): Promise<Standing> {
  let entry: Standing = await owner.do('library.draft', entryWords(more));
  for (const [by, act] of WAYS[state]) entry = await turnEntry(by === 'owner' ? owner : curator, entry, act);
  return entry;
}

/** A reply with a file below it. */
export async function aPostWithFile(author: Person) {
  const { id: fileId } = await upload(author, pdf('Plan'), 'attachment', 'plan.pdf');
  const thread = await aThread(author, await aBoard());
  const files = [{ fileId, name: 'plan.pdf' }];
  const { post } = await author.do('post.reply', { threadId: thread.id, text: 'The plan:', files });
  return { threadId: thread.id, no: post.no };
}

/** What a stranger has reported of an entry. */
export async function aComplaint({ services }: Pick<TestApp, 'services'>, entryId: EntryId): Promise<string> {
  const id = idFrom(crypto.randomUUID());
  const said = { reason: 'rights' as const, words: 'I drew it.', contact: '', by: null, decision: null };
  await putComplaint({ _id: id, entryId, ...said, at: services.clock.now() });
  return id;
}

/** A table of one row. */
export const A_TABLE = 'title,links,licence\nBuses,https://example.org/buses,by';
