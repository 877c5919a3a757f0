import { commonError } from '@hearth/shared/kernel/errors';
import { libraryError } from '@hearth/shared/library/errors';
import { libraryLimits } from '@hearth/shared/library/limits';
import { fileId, type AttachedFile, type AttachedPicture } from '@hearth/shared/files/entity';
import type { EntryPart, GivenPart, PartLanguage } from '@hearth/shared/library/entity';
import type { Context, Reader } from '../../request/context.ts';
import type { FileSubject } from '../file-subject.ts';
import { attachedFor, type AttachedFileRecord } from '../files/access.ts';
import { readView } from './reading.ts';
import { findEntry, type FilePart, type PartRecord, type PicturePart } from './store.ts';

const ENTRY = 'entry';

export function subjectOfEntry(id: string): string {
  return `${ENTRY}:${id}`;
}

/** Whoever may read an entry may have its files; what was removed has none. */
export const entryFiles: FileSubject = {
  kind: ENTRY,
  staysWithWords: true,
  async holds(id, file) {
    const entry = await findEntry(id);
    return entry !== null && filesIn(entry.parts).some((one) => one.fileId === file);
  },
  async nameOf(id, file) {
    const part = filesIn((await findEntry(id))?.parts ?? []).find((one) => one.fileId === file);
    return part?.kind === 'file' ? part.name : null;
  },
  async mayRead(reader: Reader, id: string) {
    return (await readView(reader, id))?.view === 'whole';
  },
};

/** Those of its parts that are kept here. */
export function filesIn(parts: readonly PartRecord[]): (FilePart | PicturePart)[] {
  return parts.filter((part) => part.kind !== 'link');
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
        part.kind === 'file' ? [{ fileId: part.fileId, name: part.name }] : [],
      ),
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
    return { ...kept, kind: 'file', type, language };
  });
}

function fileIn(part: PartRecord): AttachedFileRecord[] {
  if (part.kind !== 'file') return [];
  const { fileId: id, name, type: kind, size } = part;
  return [{ fileId: id, name, kind, size }];
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

export function languagesOf(parts: readonly PartRecord[]): PartLanguage[] {
  return [...new Set(parts.map(({ language }) => language))].sort();
}

export function presentPart(part: PartRecord): EntryPart {
  return part.kind === 'link' ? part : { ...part, fileId: fileId.parse(part.fileId) };
}
