import type { SentTo } from '@hearth/shared/kernel/command';
import type { CommandNamed } from '@hearth/shared/contract';
import type { EntryPart, GivenPart } from '@hearth/shared/library/entity';
import type { EntryFacets } from '@hearth/shared/library/facets';
import { text, texts, wishOf } from '../api/answers.ts';

/** A file or link as it stands in the form: a row of fields for each, with scripts and without. */
export interface FormPart {
  readonly kind: GivenPart['kind'] | 'captions';
  /** The id of a file, or an address. */
  readonly ref: string;
  /** What a file is called, a picture shows, or a link is named; of captions the file that they are of. */
  readonly words: string;
  readonly language: string;
  /** Bytes; 0 where that is not known. */
  readonly size: number;
}

/** Captions stand behind what they are of. */
export function formPartsOf(part: EntryPart): FormPart[] {
  const { kind, language } = part;
  if (kind === 'link') return [{ kind, ref: part.url, words: part.title, language, size: 0 }];
  if (kind === 'picture') return [{ kind, ref: part.fileId, words: part.alt, language, size: 0 }];
  const captions = (part.captions ?? []).map((one): FormPart => ({
    kind: 'captions',
    ref: one.fileId,
    words: part.fileId,
    language: one.language,
    size: 0,
  }));
  return [{ kind, ref: part.fileId, words: part.name, language, size: part.size }, ...captions];
}

/** Rows without an address are none; so are those that were crossed out. */
export function partsIn(form: FormData): FormPart[] {
  const [kinds, refs, words, languages] = ['partKind', 'partRef', 'partWords', 'partLanguage'].map((name) =>
    texts(form, name),
  );
  const dropped = texts(form, 'partDrop');
  return (refs ?? []).flatMap((ref, row): FormPart[] => {
    const kind = kinds?.[row];
    const isOne = kind === 'file' || kind === 'picture' || kind === 'link' || kind === 'captions';
    if (!isOne || !ref.trim() || dropped.includes(ref)) return [];
    return [{ kind, ref: ref.trim(), words: words?.[row] ?? '', language: languages?.[row] ?? '', size: 0 }];
  });
}

type Sent = SentTo<CommandNamed<'library.draft'>>;

/** What the form of an entry says; the schema reads it. */
export function entryIn(form: FormData): Sent {
  const given = {
    kind: text(form, 'kind'),
    title: text(form, 'title'),
    summary: text(form, 'summary'),
    parts: givenPartsIn(form),
    audience: text(form, 'audience'),
    groups: texts(form, 'groups'),
    licence: text(form, 'licence') || null,
    credit: text(form, 'credit'),
    mayShare: text(form, 'mayShare') === 'yes',
    facets: facetsIn(form),
    ...coverIn(form),
    ...fromIn(text(form, 'from')),
    ...wishOf(form),
  };
  // What a form says is text; the command's schema refuses whatever it is not.
  return given as Sent;
}

function coverIn(form: FormData) {
  if (!form.has('coverRef')) return {};
  const fileId = text(form, 'coverRef');
  return { cover: fileId && text(form, 'coverDrop') !== fileId ? { fileId, alt: text(form, 'alt') } : null };
}

function facetsIn(form: FormData) {
  const [topics, areas, grades, readers] = ['topics', 'areas', 'grades', 'readers'].map((name) => texts(form, name));
  const year = text(form, 'year').trim();
  return { topics, areas, grades, readers, place: text(form, 'place'), year: year ? Number(year) : null };
}

/** What the fields of {@link entryIn} begin with. */
export function facetFieldsOf({ topics, areas, grades, readers, place, year }: EntryFacets) {
  const joined = { topics: topics.join(' '), areas: areas.join(' '), grades: grades.join(' ') };
  return { ...joined, readers: readers.join(' '), place, year: String(year ?? '') };
}

/** Its files and links, those with captions with them; the schema reads them. */
export function givenPartsIn(form: FormData): Sent['parts'] {
  const parts = partsIn(form);
  const captions = parts.filter(({ kind }) => kind === 'captions');
  const given = parts
    .filter(({ kind }) => kind !== 'captions')
    .map((part) => {
      const own = captions.filter(({ words }) => words === part.ref);
      const its = own.map(({ ref, language }) => ({ fileId: ref, language }));
      return { ...givenPartOf(part), ...(its.length > 0 && { captions: its }) };
    });
  // What a form says is text; the command's schema refuses whatever it is not.
  return given as Sent['parts'];
}

/** The post that files are taken from, as it stands in addresses and forms: `<thread>/<number>`. */
export function fromIn(written: string): { readonly from?: { readonly threadId: string; readonly no: number } } {
  const [threadId = '', no] = written.split('/');
  return written ? { from: { threadId, no: Number(no) } } : {};
}

function givenPartOf({ kind, ref, words, language }: FormPart) {
  if (kind === 'link') return { kind, url: ref, title: words, language };
  return kind === 'file' ? { kind, fileId: ref, name: words, language } : { kind, fileId: ref, alt: words, language };
}
