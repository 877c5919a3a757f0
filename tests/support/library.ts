import type { SentTo } from '@hearth/shared/kernel/command';
import type { CommandNamed } from '@hearth/shared/contract';
import type { Turn } from '@hearth/shared/library/commands';
import type { EntryId, EntryState } from '@hearth/shared/library/entity';
import type { Person } from './person.ts';

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

export async function turnEntry(
  person: Person,
  { id, rev }: Pick<Standing, 'id' | 'rev'>,
  act: Turn,
): Promise<Standing> {
  return person.do('library.turn', { entryId: id, rev, act, reason: `Because of ${act}` });
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
