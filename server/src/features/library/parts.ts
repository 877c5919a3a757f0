import { commonError } from '@hearth/shared/kernel/errors';
import { libraryError } from '@hearth/shared/library/errors';
import { libraryLimits } from '@hearth/shared/library/limits';
import { standingsOf } from '@hearth/shared/library/policy';
import { fileId, type AttachedFile, type AttachedPicture, type FileId } from '@hearth/shared/files/entity';
import { isPlayed } from '@hearth/shared/files/kinds';
import type { Captions, EntryPart, GivenPart, PartLanguage } from '@hearth/shared/library/entity';
import { personIdOf, type Context, type Reader } from '../../request/context.ts';
import { noteDownload } from '../entry-counts/access.ts';
import type { FileSubject } from '../file-subject.ts';
import { attachedFor, picturesFor, type AttachedFileRecord } from '../files/access.ts';
import { isOthers, readView } from './reading.ts';
import {
  findEntry,
  type CaptionsRecord,
  type CoverRecord,
  type EntryRecord,
  type FilePart,
  type NoteRecord,
  type PartRecord,
  type PicturePart,
} from './store.ts';
import { allParts, shownParts } from './version-record.ts';

export const ENTRY = 'entry';

export function subjectOfEntry(id: string): string {
  return `${ENTRY}:${id}`;
}

/** Whoever may read an entry may have its files; what was removed has none. */
export const entryFiles: FileSubject = {
  kind: ENTRY,
  staysWithWords: true,
  async holds(id, file) {
    const entry = await findEntry(id);
    return entry !== null && filesOf(entry).some((one) => one.fileId === file);
  },
  async nameOf(id, file) {
    const entry = await findEntry(id);
    const parts = (entry ? allParts(entry) : []).filter((part) => part.kind === 'file');
    const part = parts.find((one) => one.fileId === file || one.captions?.some(({ fileId: its }) => its === file));
    return part?.name ?? null;
  },
  /** What waits for a curator is for them and its owner. */
  async mayRead(reader: Reader, id: string, file: string) {
    const seen = await readView(reader, id);
    if (seen?.view !== 'whole') return false;
    const isShown = [...filesIn(shownParts(seen.entry)), ...coverIn(seen.entry)].some((one) => one.fileId === file);
    return isShown || standingsOf(reader.actor, seen.entry).length > 0;
  },
  async onOpened({ services, actor }, id, from) {
    const entry = await findEntry(id);
    if (entry && isOthers(actor, entry)) noteDownload(services, id, { ...from, personId: personIdOf(actor) });
  },
};

/** What of its parts is kept here, captions too. */
export function filesIn(parts: readonly PartRecord[]): (FilePart | PicturePart | CaptionsRecord)[] {
  return parts.flatMap((part) => {
    if (part.kind === 'link') return [];
    return part.kind === 'file' ? [part, ...(part.captions ?? [])] : [part];
  });
}

type WithFiles = Pick<EntryRecord, 'parts' | 'versions' | 'cover'>;

/** All that is kept here of an entry, in whatever version it stands. */
export function filesOf(entry: WithFiles): (FilePart | PicturePart | CaptionsRecord | CoverRecord)[] {
  return [...filesIn(allParts(entry)), ...coverIn(entry)];
}

function coverIn({ cover }: Pick<EntryRecord, 'cover'>): CoverRecord[] {
  return cover ? [cover] : [];
}

/** Which files and links these are, whatever they are called. */
export function refsOf(parts: readonly (GivenPart | PartRecord)[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'link') return addressIn(part.url);
    return part.kind === 'file' ? [part.fileId, ...(part.captions ?? []).map((one) => one.fileId)] : part.fileId;
  });
}

/**
 * What is to be kept of the parts of an entry, in their order, or the refusal of a file that is not the caller's to give and of
 * an address that is none. In the decision; what does not stay is dropped after the event.
 */
export async function partsFor(
  context: Context,
  given: readonly GivenPart[],
  before: readonly PartRecord[],
): Promise<PartRecord[]> {
  const { pictures = [], files = [] } = await attachedFor(
    context,
    {
      pictures: given.flatMap((part): AttachedPicture[] =>
        part.kind === 'picture' ? [{ fileId: part.fileId, alt: part.alt }] : [],
      ),
      files: given.flatMap((part): AttachedFile[] =>
        part.kind === 'file' ? [part, ...(part.captions ?? [])].map(attachedOf) : [],
      ),
      uses: ['attachment', 'video', 'captions'],
    },
    {
      pictures: before.filter((part) => part.kind === 'picture'),
      files: before.flatMap(fileIn),
    },
  );
  return given.map((part): PartRecord => {
    const { language } = part;
    if (part.kind === 'link') return { kind: 'link', url: addressIn(part.url), title: part.title, language };
    if (part.kind === 'picture') return { ...foundIn(pictures, part.fileId), kind: 'picture', language };
    const { kind: type, ...kept } = foundIn(files, part.fileId);
    const captions = (part.captions ?? []).map((one) => captionsOf(one, files));
    // Captions stand nowhere by themselves, and below nothing that is not played.
    if (type === 'vtt' || (captions.length > 0 && !isPlayed(type))) throw commonError('invalid-input');
    return { ...kept, kind: 'file', type, language, ...(captions.length > 0 && { captions }) };
  });
}

/** The cover that is to be kept, as {@link partsFor} says it of parts. */
export async function coverFor(
  context: Context,
  {
    cover: given,
    parts,
  }: { readonly cover?: AttachedPicture | null | undefined; readonly parts: readonly GivenPart[] },
  before?: CoverRecord | null,
): Promise<Pick<EntryRecord, 'cover'>> {
  // Nothing is said of it, or there was none and there is none.
  if (given === undefined || (!given && !before)) return {};
  // Each file belongs to one place in it, and goes with that.
  if (given && refsOf(parts).includes(given.fileId)) throw commonError('invalid-input');
  const [cover = null] = await picturesFor(context, given ? [given] : [], before ? [before] : []);
  return { cover };
}

function attachedOf({ fileId: id, name = '' }: { readonly fileId: FileId; readonly name?: string }): AttachedFile {
  return { fileId: id, name };
}

function captionsOf({ fileId: id, language }: Captions, files: readonly AttachedFileRecord[]): CaptionsRecord {
  if (foundIn(files, id).kind !== 'vtt') throw commonError('invalid-input');
  return { fileId: id, language };
}

function fileIn(part: PartRecord): AttachedFileRecord[] {
  if (part.kind !== 'file') return [];
  const { fileId: id, name, type: kind, size, captions = [] } = part;
  const own = captions.map((one) => ({ fileId: one.fileId, name, kind: 'vtt' as const, size: 0 }));
  return [{ fileId: id, name, kind, size }, ...own];
}

export function foundIn<T extends { readonly fileId: string }>(all: readonly T[], id: string): T {
  const found = all.find((one) => one.fileId === id);
  if (!found) throw commonError('no-such-thing');
  return found;
}

/** As the links of posts: to the web alone, and without a name or password. */
function addressIn(given: string): string {
  const url = URL.parse(given);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !isWeb || url.username || url.password || url.href.length > libraryLimits.url)
    throw libraryError('library-link', { fields: { url: 'format' } });
  return url.href;
}

export function languagesOf(parts: readonly PartRecord[], note?: NoteRecord | null): PartLanguage[] {
  const spoken = [...parts, ...(note ? [note] : [])].map(({ language }) => language);
  return [...new Set(spoken)].sort();
}

export function presentPart(part: PartRecord): EntryPart {
  if (part.kind === 'link') return part;
  const id = fileId.parse(part.fileId);
  if (part.kind === 'picture') return { ...part, fileId: id };
  const { captions, ...file } = part;
  const own = captions?.map(({ fileId: its, language }) => ({ fileId: fileId.parse(its), language }));
  return { ...file, fileId: id, ...(own && { captions: own }) };
}
