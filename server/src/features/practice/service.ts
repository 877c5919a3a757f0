import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type * as contract from '@hearth/shared/practice/commands';
import { practiceError } from '@hearth/shared/practice/errors';
import { isAuthor } from '@hearth/shared/threads/policy';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { isAuthorOf, readPostsAt, renderWords, signedIn, type PostRecord } from '../threads/access.ts';
import { requireChangeable, requireWritable, takenBy } from './changing.ts';
import { withoutTakenBack } from './present.ts';
import { beginningOf, sectionOf, unnamed, type SectionName } from './sections.ts';
import type { Noted } from './reading.ts';
import { takenBack } from './sources.ts';
import type { PracticeRecord, Section, SourceRecord } from './store.ts';
import { practice, type PracticeData } from './stream.ts';

type Start = typeof contract.startPractice;
type Edit = typeof contract.editPractice;
type Publish = typeof contract.publishPractice;
type Changed = OutputOf<Edit>;

/** Made of the question, the accepted answer and whatever else was picked of what stands in the thread. */
export async function start(context: Context, { threadId, picked }: InputOf<Start>): Promise<Changed> {
  const noted = await requireChangeable(context, threadId);
  const { thread } = noted;
  const { answerNo } = thread;
  if (!answerNo) throw practiceError('practice-unsolved');
  const posts = await readStanding(threadId, [1, answerNo, ...picked]);
  const words = await rendered(context, beginningOf(posts, answerNo));
  const maker = await signedIn(context, thread);
  return change(context, noted, async (held, discarded) => {
    if (held) throw practiceError('practice-there');
    await requireWritable(context, noted);
    const { title, language } = thread;
    const sources = posts.map(({ no, by, alias }): SourceRecord => ({ no, by, ...(alias && { alias }), named: true }));
    const { by, alias } = maker;
    return {
      note: {
        ...{ status: 'draft', title, language, ...words, sources, answerNo, by, ...(alias && { alias }) },
        ...{ publishedAt: null, editedAt: context.services.clock.now() },
        ...(discarded?.withheld && { withheld: true }),
      },
    };
  });
}

export async function edit(context: Context, input: InputOf<Edit>): Promise<Changed> {
  const { threadId, title, problem, worked, steps, named, rev } = input;
  const noted = await requireChangeable(context, threadId);
  const words = await rendered(context, { problem, worked, steps });
  return change(context, noted, async (held) => {
    const note = requireNote(held);
    await requireWritable(context, noted);
    if (note.seq !== rev) throw practiceError('practice-changed');
    if (note.status === 'published' && !isWhole(words)) throw practiceError('practice-empty');
    // What was taken back since it was made of it is left out for good, where the words are other ones now. They are not on
    // a page that was opened before.
    const gone = await takenBack(context, note);
    const left = note.sources.filter(({ no }) => !gone.has(no) || staysSo(note, words, no));
    const sources = left.map((source) => ({ ...source, named: named.includes(source.no) }));
    const editedAt = context.services.clock.now();
    return { note: { ...fieldsOf(note), title: unnamed(title), ...words, sources, editedAt } };
  });
}

export async function publish(context: Context, { threadId }: InputOf<Publish>): Promise<Changed> {
  const noted = await requireChangeable(context, threadId);
  return change(context, noted, async (held) => {
    const note = requireNote(held);
    if (note.status === 'published') return null;
    await requireWritable(context, noted);
    if (note.withheld && !noted.moderates) throw practiceError('practice-withheld');
    const gone = await takenBack(context, note);
    if (!isWhole(withoutTakenBack(note, gone))) throw practiceError('practice-empty');
    const publishedAt = context.services.clock.now();
    const given = note.withheld ? { withheld: false } : {};
    return { note: { ...fieldsOf(note), ...given, status: 'published', publishedAt }, turns: true };
  });
}

export async function withdraw(context: Context, { threadId }: InputOf<Publish>): Promise<Changed> {
  const noted = await requireChangeable(context, threadId);
  return change(context, noted, async (held) => {
    const note = requireNote(held);
    if (note.status !== 'published') return null;
    const taken = await takenBy(context, noted);
    return { note: { ...fieldsOf(note), ...taken, status: 'draft', publishedAt: null }, turns: true };
  });
}

/** For good: what it said is nowhere any more. */
export async function discard(context: Context, { threadId }: InputOf<Publish>): Promise<Changed> {
  const noted = await requireChangeable(context, threadId);
  return change(context, noted, async (held) => {
    const note = requireNote(held);
    const taken = note.status === 'published' ? await takenBy(context, noted) : {};
    return { note: { ...fieldsOf(note), ...NOTHING, ...taken, publishedAt: null }, turns: true };
  });
}

const NO_WORDS: Section = { text: '', html: '' };
const NOTHING = {
  status: 'discarded',
  title: '',
  ...{ problem: NO_WORDS, worked: NO_WORDS, steps: NO_WORDS, sources: [], by: null },
} as const;

function requireNote(held: PracticeRecord | null): PracticeRecord {
  if (!held) throw commonError('no-such-thing');
  return held;
}

type Decided = PracticeData | null;

/** Nothing where it is so already. What was thrown away is no note, and told beside it. */
async function change(
  context: Context,
  noted: Noted,
  decide: (held: PracticeRecord | null, discarded: PracticeRecord | null) => Decided | Promise<Decided>,
): Promise<Changed> {
  const { actor } = requirePerson(context);
  const { thread } = noted;
  const isTheirs = async (by: Pick<PracticeRecord, 'by'> | null) =>
    (by !== null && isAuthor(actor, by)) || (await isAuthorOf(context, thread));
  let before = 0;
  const event = await commitAs(context, practice, thread._id, async (aggregate) => {
    before = aggregate?.seq ?? 0;
    const data = await (aggregate?.status === 'discarded' ? decide(null, aggregate) : decide(aggregate, null));
    if (data && !(await isTheirs(aggregate))) {
      const about = thread.by?.personId;
      await context.audit({ on: { kind: 'thread', id: thread._id }, boards: [thread.boardId], about });
    }
    return data;
  });
  return { rev: event?.seq ?? before };
}

export function fieldsOf({ _id, seq: _seq, mark: _mark, ...fields }: PracticeRecord): PracticeData['note'] {
  return fields;
}

function isWhole({ problem, worked }: Pick<PracticeRecord, 'problem' | 'worked'>): boolean {
  return problem.text !== '' && worked.text !== '';
}

/** Whether the section that a post became part of says what it said before. */
function staysSo(note: PracticeRecord, words: Readonly<Record<SectionName, Section>>, no: number): boolean {
  const { text } = note[sectionOf(note, no)];
  return text !== '' && words[sectionOf(note, no)].text === text;
}

async function readStanding(threadId: string, nos: readonly number[]): Promise<PostRecord[]> {
  const posts = await readPostsAt([...new Set(nos)].map((no) => ({ threadId, no })));
  return posts.filter(({ deletedAt, note }) => deletedAt === null && !note).toSorted((a, b) => a.no - b.no);
}

async function rendered(
  context: Context,
  words: Readonly<Record<SectionName, string>>,
): Promise<Record<SectionName, Section>> {
  const section = async (name: SectionName): Promise<Section> => {
    const text = unnamed(words[name]);
    return { text, html: text && (await renderWords(context.services, text)) };
  };
  const [problem, worked, steps] = [await section('problem'), await section('worked'), await section('steps')];
  return { problem, worked, steps };
}
