import type { CollectionRow, GivenRow } from '@hearth/shared/collections/entity';

/** A row as it stands in the form. */
export interface FormRow {
  readonly kind: GivenRow['kind'];
  /** The entry's id; empty of a heading. */
  readonly ref: string;
  /** The entry's note, or what the heading says. */
  readonly words: string;
  /** What the entry is called. */
  readonly title: string;
}

export function formRowOf(row: CollectionRow): FormRow {
  if (row.kind === 'heading') return { kind: 'heading', ref: '', words: row.text, title: '' };
  return { kind: 'entry', ref: row.entry.id, words: row.note, title: row.entry.title };
}

/** The rows of a form as they stand in it. */
export function rowsOf(form: FormData): FormRow[] {
  const [kinds, refs, words, titles] = ['rowKind', 'rowRef', 'rowWords', 'rowTitle'].map((name) =>
    form.getAll(name).map(String),
  );
  return (kinds ?? []).flatMap((kind, n): FormRow[] => {
    if (kind !== 'entry' && kind !== 'heading') return [];
    return [{ kind, ref: refs?.[n] ?? '', words: words?.[n] ?? '', title: titles?.[n] ?? '' }];
  });
}

/** One row in another place. */
export function moved<T>(rows: readonly T[], from: number, to: number): T[] {
  const row = rows[from];
  const others = rows.filter((_, n) => n !== from);
  return row === undefined ? others : [...others.slice(0, to), row, ...others.slice(to)];
}

export interface Section {
  readonly heading: string | null;
  readonly rows: readonly Extract<CollectionRow, { kind: 'entry' }>[];
}

/** What stands below each heading. */
export function sectionsOf(rows: readonly CollectionRow[]): Section[] {
  const sections: { heading: string | null; rows: Extract<CollectionRow, { kind: 'entry' }>[] }[] = [];
  for (const row of rows) {
    if (row.kind === 'heading') sections.push({ heading: row.text, rows: [] });
    else {
      if (sections.length === 0) sections.push({ heading: null, rows: [] });
      sections.at(-1)?.rows.push(row);
    }
  }
  return sections;
}

/** The id of an entry in its address, or that id itself; null where there is none. */
export function entryIdIn(written: string): string | null {
  return /^(?:.*\/library\/)?([0-9a-f]{16})(?:[/?#].*)?$/.exec(written.trim())?.[1] ?? null;
}
