import type { Byline } from '@hearth/shared/accounts/entity';
import type { EntryAudience, EntryKind, Licence, PartLanguage } from '@hearth/shared/library/entity';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { dropFiles, moveFiles, willDrop } from '../files/access.ts';
import { renderWords } from '../threads/access.ts';
import { checked, dataOf, emptied, fieldsOf } from './changing.ts';
import { filesIn, languagesOf, subjectOfEntry } from './parts.ts';
import { findImported, type FilePart, type PartRecord, type PicturePart } from './store.ts';
import { entries, type EntryData } from './stream.ts';

/** What a row of a table says. */
export interface ImportedWords {
  readonly title: string;
  readonly summary: string;
  readonly credit: string;
  readonly kind: EntryKind;
  readonly audience: Exclude<EntryAudience, 'groups'>;
  readonly licence: Licence;
  readonly links: readonly { readonly url: string; readonly language: PartLanguage }[];
  /** Absent where it names none. */
  readonly files?: readonly ImportedFile[];
}

export type ImportedFile = FilePart | PicturePart;

interface Imported {
  readonly entryId: string;
  /** By which the same is known again, whichever table it comes in. */
  readonly key: string;
  readonly words: ImportedWords;
  readonly by: Byline | null;
  readonly releasedBy: Byline | null;
  /** What its files belong to as yet. */
  readonly from: string;
}

/** Which of these are in the library, and were not removed; `but`: as this entry they do not count. */
export async function knownImported(keys: readonly string[], but = ''): Promise<ReadonlySet<string>> {
  const found = await findImported(keys);
  return new Set(found.flatMap(({ _id, imported }) => (_id !== but && imported?.key) || []));
}

/** Publishes an entry, once, however often the same is tried. */
export async function putImported(services: Services, its: Imported): Promise<void> {
  const { entryId, key, words, by, releasedBy, from } = its;
  const { title, summary, credit, kind, audience, licence, links, files = [] } = words;
  const html = summary && (await renderWords(services, summary));
  const linked = links.map(({ url, language }): PartRecord => ({ kind: 'link', url, title: '', language }));
  const parts = [...linked, ...files];
  // Before the event: until then nobody sees them there, and afterwards everybody who may.
  await moveFiles(from, subjectOfEntry(entryId), files);
  const cause = { commandId: `import/${entryId}`, issuer: 'system' };
  await commit(services.streams, entries, entryId, cause, (held): EntryData | null => {
    if (held) return null;
    const at = services.clock.now();
    const entry: EntryData['entry'] = {
      ...{ kind, title, summary: { text: summary, html }, credit, licence, audience, mayShare: true },
      ...{ parts, languages: languagesOf(parts), groups: [], circles: [audience], imported: { key } },
      ...{ by, decidedBy: releasedBy, publishedBy: releasedBy, state: 'published', reason: '' },
      isUnreviewed: releasedBy?.personId === by?.personId,
      ...{ publishedAt: at, at, ...checked(kind, at) },
    };
    return { entry, turns: true, lists: audience, reviews: true };
  });
}

/** Removes it again; false where somebody has changed it since. Harmless when it is done again. */
export async function takeBackImported(
  services: Services,
  entryId: string,
  files: readonly ImportedFile[] = [],
): Promise<boolean> {
  let isUntouched = true;
  const cause = { commandId: `unimport/${entryId}`, issuer: 'system' };
  await commit(services.streams, entries, entryId, cause, async (held): Promise<EntryData | null> => {
    isUntouched = held === null || held.seq === 1;
    if (!held || !isUntouched) return null;
    await willDrop(
      { services, commandId: cause.commandId },
      filesIn(held.parts).map(({ fileId }) => fileId),
    );
    return dataOf(held, emptied({ ...fieldsOf(held), state: 'removed', reason: '', at: services.clock.now() }));
  });
  if (isUntouched) await dropFiles(services, subjectOfEntry(entryId), files);
  return isUntouched;
}
