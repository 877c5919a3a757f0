import { aliasIn } from '@hearth/shared/anonymous/alias';
import type { Contributor, PracticeNote } from '@hearth/shared/practice/entity';
import { sectionOf, sections } from './sections.ts';
import type { PracticeRecord, SourceRecord } from './store.ts';

/** The note without what came from posts that were taken back. */
export function withoutTakenBack(note: PracticeRecord, gone: ReadonlySet<number>): PracticeRecord {
  if (gone.size === 0) return note;
  const emptied = new Set([...gone].map((no) => sectionOf(note, no)));
  const left = sections.map((name) => [name, emptied.has(name) ? { text: '', html: '' } : note[name]] as const);
  return { ...note, ...Object.fromEntries(left), sources: note.sources.filter(({ no }) => !gone.has(no)) };
}

export function presentPractice(note: PracticeRecord): PracticeNote {
  const { title, language, problem, worked, steps, sources, by, alias, status, publishedAt, editedAt, seq } = note;
  return {
    ...{ title, language, problem: problem.html, worked: worked.html, steps: steps.html },
    contributors: sources.filter(({ named }) => named).map(presentSource),
    by,
    ...(alias && { alias: aliasIn(alias) }),
    published: status === 'published',
    publishedAt: publishedAt?.toISOString() ?? null,
    editedAt: editedAt.toISOString(),
    rev: seq,
  };
}

export function presentSource({ no, by, alias }: SourceRecord): Contributor {
  return { no, by, ...(alias && { alias: aliasIn(alias) }) };
}
