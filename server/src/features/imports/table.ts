import { createHash } from 'node:crypto';
import { importColumn, type ImportColumn, type ImportFault } from '@hearth/shared/imports/entity';
import { importError } from '@hearth/shared/imports/errors';
import { importLimits } from '@hearth/shared/imports/limits';
import { cleaned, isSeen } from '@hearth/shared/kernel/signs';
import { fileLimits } from '@hearth/shared/files/limits';
import { entryAudience, entryKind, licence, partLanguage, type PartLanguage } from '@hearth/shared/library/entity';
import { libraryLimits } from '@hearth/shared/library/limits';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ImportedFile, ImportedWords } from '../library/access.ts';
import { FileShelf } from './file-shelf.ts';
import { beginOf, delimiterIn, OPTIONS, parsed as record, refusalOf, type Raw } from './records.ts';

export interface TableRow {
  readonly line: number;
  /** By which the same row is known again: the id it has where it comes from, or else its title and first link. */
  readonly key: string;
  readonly words: ImportedWords;
  readonly faults: readonly ImportFault[];
}

/** As the columns may be called besides. */
const NAMES: Readonly<Record<string, ImportColumn>> = {
  ...{ título: 'title', titulo: 'title', tipo: 'kind', resumen: 'summary', link: 'links', enlace: 'links' },
  ...{ enlaces: 'links', url: 'links', language: 'languages', idioma: 'languages', idiomas: 'languages' },
  ...{ público: 'audience', publico: 'audience', license: 'licence', licencia: 'licence' },
  ...{ crédito: 'credit', credito: 'credit', files: 'file', archivo: 'file', archivos: 'file' },
  ...{ fichero: 'file', ficheros: 'file' },
};

/** So many columns are read: programs that calculate may write thousands of empty ones. */
const COLUMNS_MOST = 200;
const parsed = z.array(record);

/** The rows of a table, each with what is wrong in it; refuses what is none, with the line. */
export function readTable(csv: string, shelf = new FileShelf([])): TableRow[] {
  const reader = new TableReader(shelf, importLimits.rows);
  const rows = recordsIn(csv).flatMap((raw) => reader.read(raw) ?? []);
  reader.end();
  return rows;
}

function recordsIn(csv: string): readonly Raw[] {
  // What ends a line is one sign, or those within cells would be counted twice.
  const text = csv.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const [first = ''] = text.split('\n', 1);
  try {
    // One more than are taken, and the names of the columns.
    return parsed.parse(parse(text, { ...OPTIONS, delimiter: delimiterIn(first), to: importLimits.rows + 2 }));
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Makes rows of the records of a table, in their order; the first one names the columns. */
export class TableReader {
  readonly #shelf: FileShelf;
  readonly #most: number;
  readonly #keys = new Set<string>();
  #columns: Columns | null = null;
  #rows = 0;

  constructor(shelf: FileShelf, most: number) {
    this.#shelf = shelf;
    this.#most = most;
  }

  /** Null of the names of the columns. */
  read(raw: Raw): TableRow | null {
    if (!this.#columns) {
      this.#columns = columnsIn(raw.record);
      return null;
    }
    if (++this.#rows > this.#most) throw importError('import-rows', { params: { most: this.#most } });
    const row = rowOf(this.#columns, raw.record, { line: beginOf(raw), shelf: this.#shelf });
    const isTwice = this.#keys.has(row.key);
    this.#keys.add(row.key);
    if (isTwice) return { ...row, faults: [...row.faults, { column: 'row', reason: 'twice' }] };
    if (row.faults.length === 0) this.#shelf.take(row.words.files ?? []);
    return row;
  }

  end(): void {
    this.#columns ??= columnsIn([]);
    if (this.#rows === 0) throw importError('import-empty');
  }
}

function columnsIn(record: readonly string[]): Columns {
  const columns = placesOf(record);
  const { places } = columns;
  if (!places.has('title') || !(places.has('links') || places.has('file'))) throw importError('import-columns');
  return columns;
}

interface Columns {
  readonly width: number;
  /** Where each stands; of two of one name the first. */
  readonly places: ReadonlyMap<ImportColumn, number>;
}

function placesOf(names: readonly string[]): Columns {
  const places = new Map<ImportColumn, number>();
  for (const [place, name] of names.slice(0, COLUMNS_MOST).entries()) {
    const column = columnOf(name);
    if (column && !places.has(column)) places.set(column, place);
  }
  return { width: names.length, places };
}

function columnOf(name: string): ImportColumn | null {
  const plain = name.trim().toLowerCase();
  return importColumn.exclude(['row']).safeParse(plain).data ?? NAMES[plain] ?? null;
}

/** As what people type is cleaned, and as it was before a table of ours made it safe: what would be a formula stands behind a quote there. */
function plain(cell: string): string {
  return cleaned(cell)
    .replaceAll(/(^|[;\t\r\n])'(?=[\s"]*[=+\-@])/g, '$1')
    .trim();
}

interface Where {
  readonly line: number;
  readonly shelf: FileShelf;
}

type Fault = (column: ImportColumn, reason: ImportFault['reason'], name?: string) => void;

function rowOf({ width, places }: Columns, record: readonly string[], { line, shelf }: Where): TableRow {
  const cell = (column: ImportColumn) => plain(record[places.get(column) ?? -1] ?? '');
  const faults: ImportFault[] = [];
  const fault: Fault = (column, reason, name) => void faults.push({ column, reason, ...(name && { name }) });
  if (record.length !== width) fault('row', 'cells');
  const said = {
    title: cell('title').replace(/\s+/g, ' '),
    summary: cell('summary'),
    credit: cell('credit').replace(/\s+/g, ' '),
  };
  if (!isSeen(said.title)) fault('title', 'missing');
  for (const column of ['title', 'summary', 'credit'] as const)
    if (said[column].length > libraryLimits[column]) fault(column, 'long');
  const { links, names } = partsIn(cell, fault);
  const urls = urlsIn(links, fault);
  if (links.length + names.length === 0) fault(places.has('links') ? 'links' : 'file', 'missing');
  const speaks = languagesIn(cell('languages'), fault);
  const chosen = chosenIn(cell, fault);
  const language = (n: number) => speaks[n] ?? speaks.at(-1) ?? 'en';
  const files = shelf.find(names, fault).map((file, n) => ({ ...file, language: language(urls.length + n) }));
  const source = cell('id') || `${said.title.toLowerCase()}\n${urls[0] ?? links[0] ?? names[0] ?? ''}`;
  return {
    ...{ line, key: createHash('sha256').update(source).digest('hex').slice(0, 32), faults },
    words: {
      ...{ ...said, ...chosen, links: urls.map((url, n) => ({ url, language: language(n) })) },
      ...(files.length > 0 && {
        files: files.map((file) => (file.kind === 'picture' ? described(file, said.title) : file)),
      }),
    },
  };
}

/** Of more than there may be no more is looked at and told. */
function partsIn(cell: (column: ImportColumn) => string, fault: Fault): { links: string[]; names: string[] } {
  const links = cell('links').split(/\s+/).filter(Boolean);
  const names = namesIn(cell('file'));
  const { parts: most } = libraryLimits;
  if (links.length + names.length > most) fault(links.length > 0 ? 'links' : 'file', 'many');
  return { links: links.slice(0, most), names: names.slice(0, most) };
}

type Picture = Extract<ImportedFile, { readonly kind: 'picture' }>;

/** For whoever cannot see it. */
function described(picture: Picture, title: string): Picture {
  return picture.alt ? picture : { ...picture, alt: title.slice(0, fileLimits.alt) };
}

function urlsIn(links: readonly string[], fault: Fault): string[] {
  const urls = links.flatMap((link) => addressIn(link) ?? []);
  if (urls.length < links.length) fault('links', 'link');
  return urls;
}

/** Names have spaces, so that something else stands between them. */
function namesIn(cell: string): string[] {
  return cell
    .split(/[;|\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
}

function languagesIn(cell: string, fault: Fault): PartLanguage[] {
  const said = cell
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const known = said.flatMap((one) => partLanguage.safeParse(one).data ?? []);
  if (known.length < said.length) fault('languages', 'choice');
  return known;
}

type Chosen = Pick<ImportedWords, 'kind' | 'licence' | 'audience'>;

function chosenIn(cell: (column: ImportColumn) => string, fault: Fault): Chosen {
  const kind = entryKind.safeParse(cell('kind').toLowerCase() || (cell('links') ? 'link' : 'document')).data;
  const terms = licence.safeParse(cell('licence').toLowerCase()).data;
  const audience = entryAudience.exclude(['groups']).safeParse(cell('audience').toLowerCase() || 'everyone').data;
  if (!kind) fault('kind', 'choice');
  if (!terms) fault('licence', cell('licence') ? 'choice' : 'missing');
  if (!audience) fault('audience', 'choice');
  return { kind: kind ?? 'link', licence: terms ?? 'ask-owner', audience: audience ?? 'everyone' };
}

/** To the web alone, and without a name or password; null where it is none. */
function addressIn(link: string): string | null {
  const url = URL.parse(link);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return url && isWeb && !url.username && !url.password && url.href.length <= libraryLimits.url ? url.href : null;
}
