import { createHmac } from 'node:crypto';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { fileId } from '@hearth/shared/files/entity';
import type * as commands from '@hearth/shared/library/commands';
import { entryId, type Entry, type GivenPart } from '@hearth/shared/library/entity';
import { libraryError } from '@hearth/shared/library/errors';
import { libraryLimits } from '@hearth/shared/library/limits';
import { begunFrom } from '@hearth/shared/library/kinds-of-files';
import type { FromPost, TakenFrom } from '@hearth/shared/library/taking';
import type * as queries from '@hearth/shared/library/queries';
import { threadId as threadIdSchema } from '@hearth/shared/threads/entity';
import { commitAs, requirePerson, type Context, type Reader } from '../../request/context.ts';
import { mayReadBoard } from '../boards/access.ts';
import { copyFile, postedFilesOf } from '../files/access.ts';
import { findPost, findThread, isAuthorOf, type PostRecord } from '../threads/access.ts';
import { begun, requireFew } from './beginning.ts';
import { languagesOf, subjectOfEntry } from './parts.ts';
import { findEntry, type PartRecord } from './store.ts';
import { entries, type EntryData } from './stream.ts';

interface Found {
  readonly title: string;
  readonly language: 'en' | 'es';
  readonly post: PostRecord;
}

/** A post that somebody may read, and its thread; null where there is none for them, or it stands no more. */
async function findTaken(reader: Reader, { threadId, no }: FromPost): Promise<Found | null> {
  const [thread, post] = await Promise.all([findThread(threadId), findPost(threadId, no)]);
  if (!thread || !post || post.deletedAt !== null || post.note) return null;
  if (!(await mayReadBoard(reader, thread.boardId))) return null;
  return { title: thread.title, language: thread.language, post };
}

/** What is said of it to whoever reads the entry. */
export async function shownFrom(reader: Reader, from: FromPost | null | undefined): Promise<Entry['from']> {
  const found = from && (await findTaken(reader, from));
  return found ? { ...from, title: found.title } : null;
}

/**
 * One draft for each post: who has said no is not asked again. Keyed, as people choose the ids of what they begin: nobody takes
 * this one before.
 */
function suggestedId({ services: { secret } }: Reader, { threadId, no }: FromPost): string {
  return createHmac('sha256', secret).update(`suggested ${threadId}/${no}`).digest('hex').slice(0, 16);
}

export async function get(
  context: Reader,
  from: InputOf<typeof queries.postForLibrary>,
): Promise<OutputOf<typeof queries.postForLibrary>> {
  const found = await findTaken(context, from);
  if (!found) throw commonError('no-such-thing');
  const { title, post } = found;
  const may = await mayTake(context, post);
  return {
    ...{ threadId: threadIdSchema.parse(from.threadId), no: from.no, title, by: post.by },
    pictures: (post.pictures ?? []).map((one) => ({ ...one, fileId: fileId.parse(one.fileId) })),
    files: postedFilesOf(post.files),
    may,
    // That there is a draft is for its owner and curators.
    wasAsked: may === 'ask' && (await findEntry(suggestedId(context, from))) !== null,
  };
}

async function mayTake(context: Reader, post: PostRecord): Promise<TakenFrom['may']> {
  if (post.alias || context.actor.kind !== 'person') return null;
  if (await isAuthorOf(context, post)) return 'give';
  return isStaff(context.actor) && post.by ? 'ask' : null;
}

interface Taken {
  /** Those given, with the copies in the place of what stands below the post. */
  readonly given: readonly GivenPart[] | null;
  /** The copies. */
  readonly parts: readonly PartRecord[];
  readonly from: FromPost | null;
}

export const NOTHING_TAKEN: Taken = { given: null, parts: [], from: null };

/** Copies what stands below a post of one's own, so that the post keeps it. What did not stand there is left as it was given. */
export async function takenParts(
  context: Context,
  from: FromPost,
  { entryId: id, given }: { readonly entryId: string; readonly given: readonly GivenPart[] },
): Promise<Taken> {
  const { actor } = requirePerson(context);
  const found = await findTaken(context, from);
  if (!found) throw commonError('no-such-thing');
  if (found.post.alias) throw libraryError('library-nameless');
  if (!(await isAuthorOf(context, found.post))) throw commonError('not-yours');
  const to = { ownerId: actor.id, subject: subjectOfEntry(id) };
  const parts: PartRecord[] = [];
  const renamed: GivenPart[] = [];
  for (const part of given) {
    const copy = part.kind === 'link' ? null : await copied(context, found.post, part, to);
    if (copy) parts.push(copy);
    renamed.push(copy && part.kind !== 'link' ? { ...part, fileId: fileId.parse(copy.fileId) } : part);
  }
  return { given: renamed, parts, from: parts.length > 0 ? from : null };
}

type FileOrPicture = Exclude<PartRecord, { readonly kind: 'link' }>;
type Named = Pick<FileOrPicture, 'fileId' | 'language'>;

/** Null where it does not stand below this post. */
async function copied(
  context: Context,
  { files = [], pictures = [] }: PostRecord,
  { fileId: id, language }: Named,
  to: Parameters<typeof copyFile>[2],
): Promise<FileOrPicture | null> {
  const file = files.find((one) => one.fileId === id);
  const picture = pictures.find((one) => one.fileId === id);
  if (!file && !picture) return null;
  const { _id } = await copyFile(context, id, to);
  if (picture) return { ...picture, kind: 'picture', fileId: _id, language };
  return file ? { kind: 'file', fileId: _id, name: file.name, type: file.kind, size: file.size, language } : null;
}

type Suggest = typeof commands.suggestEntry;

/** A draft of its author's: they say for whom it is and that it may be shared, and send it, or discard it. */
export async function suggest(context: Context, from: InputOf<Suggest>): Promise<OutputOf<Suggest>> {
  const { actor, byline } = requirePerson(context);
  if (!isStaff(actor)) throw commonError('not-allowed');
  const found = await findTaken(context, from);
  if (!found) throw commonError('no-such-thing');
  const { post, title, language } = found;
  const { by, files = [], pictures = [] } = post;
  if (post.alias || !by) throw libraryError('library-nameless');
  if (by.personId === actor.id) throw commonError('not-allowed');
  const all = [...files, ...pictures].slice(0, libraryLimits.parts);
  if (all.length === 0) throw libraryError('library-no-files');
  const id = suggestedId(context, from);
  const event = await commitAs(context, entries, id, async (held): Promise<EntryData> => {
    if (held) throw libraryError('library-asked');
    await requireFew(by.personId);
    const to = { ownerId: by.personId, subject: subjectOfEntry(id) };
    const parts: PartRecord[] = [];
    for (const one of all) {
      const copy = await copied(context, post, { ...one, language }, to);
      if (copy) parts.push(copy);
    }
    await context.audit({ on: { kind: 'entry', id }, about: by.personId });
    const its = {
      ...begunFrom({ title, files }),
      ...{ parts, languages: languagesOf(parts), from },
      ...{ summary: { text: '', html: '' }, credit: '', licence: null, mayShare: false },
      ...{ audience: 'everyone' as const, groups: [], circles: ['everyone'] },
    };
    return { entry: begun(its, by, context.services.clock.now(), byline), tells: true };
  });
  if (!event) throw commonError('internal');
  return { id: entryId.parse(id), state: event.data.entry.state, rev: event.seq };
}
