import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { entryId as entryIdSchema } from '@hearth/shared/library/entity';
import { libraryError } from '@hearth/shared/library/errors';
import { noFacets } from '@hearth/shared/library/facets';
import type * as contract from '@hearth/shared/library/naming';
import { viewOf } from '@hearth/shared/library/policy';
import { commitAs, personIdOf, requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { requireGivable, type GivenNote } from '../practice/access.ts';
import { renderWords } from '../threads/access.ts';
import { begun, requireFew } from './beginning.ts';
import { dataOf, fieldsOf } from './changing.ts';
import { forgetGone, givenId } from './forgetting.ts';
import { findEntry, type AskedRecord, type EntryRecord } from './store.ts';
import { entries, type EntryData } from './stream.ts';

type Give = typeof contract.giveNote;
type Name = typeof contract.nameMe;
type Get = typeof contract.getNaming;

const HEADINGS = {
  en: { problem: 'The problem', worked: 'What worked', steps: 'Steps' },
  es: { problem: 'El problema', worked: 'Qué funcionó', steps: 'Pasos' },
} as const;

function textOf({ language, ...note }: GivenNote): string {
  const headings = HEADINGS[language];
  return (['problem', 'worked', 'steps'] as const)
    .flatMap((name) => (note[name] ? [`## ${headings[name]}\n\n${note[name]}`] : []))
    .join('\n\n');
}

/** A draft of whoever gives it; those whom the note names are asked, and named nowhere until they have said yes. */
export async function give(context: Context, { threadId }: InputOf<Give>): Promise<OutputOf<Give>> {
  const { actor, byline } = requirePerson(context);
  const note = await requireGivable(context, threadId);
  if (note.isNameless) throw libraryError('library-nameless');
  const text = textOf(note);
  const summary = { text, html: await renderWords(context.services, text) };
  const id = givenId(context.services, threadId);
  const event = await commitAs(context, entries, id, async (held): Promise<EntryData> => {
    if (held) throw libraryError('library-note-given');
    await requireFew(actor.id);
    const others = note.named.filter(({ personId }) => personId !== actor.id);
    const asked = others.map((by): AskedRecord => ({ by, answer: 'waiting' }));
    const its = {
      ...{ kind: 'document' as const, title: note.title, summary, facets: noFacets },
      ...{ parts: [], languages: [note.language], from: { threadId, no: 1 } },
      ...{
        credit: '',
        licence: null,
        mayShare: false,
        note: { threadId, language: note.language, asked, nos: note.nos },
      },
      ...{ audience: 'members' as const, groups: [], circles: ['members'] },
    };
    return { entry: begun(its, byline, context.services.clock.now()), ...(others.length > 0 && { asks: true }) };
  });
  if (!event) throw commonError('internal');
  // What was taken back for good since it was read, when there was no entry yet to take it from.
  await forgetGone(context.services, id, { commandId: `given/${threadId}`, issuer: 'system' });
  return { id: entryIdSchema.parse(id), state: event.data.entry.state, rev: event.seq };
}

function askedOf(entry: Pick<EntryRecord, 'note' | 'state'> | null, personId: string | null): AskedRecord | null {
  if (!entry || entry.state === 'removed' || personId === null) return null;
  return entry.note?.asked.find(({ by }) => by?.personId === personId) ?? null;
}

/** Whether somebody may be named; without a yes they are not, and what was said before is taken back by a no. */
export async function nameMe(context: Context, { entryId, named }: InputOf<Name>): Promise<OutputOf<Name>> {
  const { actor } = requirePerson(context);
  await commitAs(context, entries, entryId, (held) => {
    const its = askedOf(held, actor.id);
    if (!held?.note || !its) throw commonError('no-such-thing');
    // Said already: others decide about the entry as it stands.
    if (named && its.answer === 'yes') return null;
    const others = held.note.asked.filter((one) => one !== its);
    const asked = named
      ? held.note.asked.map((one) => (one === its ? { ...one, answer: 'yes' as const } : one))
      : others;
    return dataOf(held, { ...fieldsOf(held), note: { ...held.note, asked } });
  });
  return { id: entryIdSchema.parse(entryId), named };
}

export async function getNaming(context: QueryContext, { entryId }: InputOf<Get>): Promise<OutputOf<Get>> {
  const entry = await findEntry(entryId);
  const its = askedOf(entry, personIdOf(context.actor));
  if (!entry || !its) throw commonError('no-such-thing');
  const { summary, by, state, publishedAt } = entry;
  // Once others could read it, whom it names read it as they do.
  const isRead = publishedAt === null || viewOf(context.actor, { ...entry, wasShown: true }) === 'whole';
  const [title, words] = isRead ? [entry.title, summary.html] : ['', ''];
  return { id: entryIdSchema.parse(entryId), title, summary: words, by, state, answer: its.answer };
}
