import type { FileKind } from '@hearth/shared/files/kinds';
import type { ReadAt } from './pieces.ts';
import type { Fault } from './sniff.ts';
import { BrokenZip, readEntry, readZip, type ZipEntry } from './zip.ts';

/** What the first words of a document say that it is; anything else is none of ours. */
const OPEN_XML: readonly (readonly [type: string, kind: FileKind])[] = [
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml', 'docx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml', 'xlsx'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml', 'pptx'],
  ['application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml', 'pptx'],
];
const OPEN_DOCUMENT: ReadonlyMap<string, FileKind> = new Map([
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
]);

/** Macros of Excel before 1997, controls that run, and macros of OpenOffice. Each looks at a name once. */
const PROGRAMS = [
  /(^|\/)(macrosheets|intlmacrosheets|activex)\//i,
  /^(basic|scripts)\/./i,
  /\.(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|docm|xlsm|pptm|xlam|ppam|dotm|xltm|potm)$/i,
];

/** A document lists every part it has and its type. */
const TYPES_MOST = 1024 * 1024;

/** Also those of Office, whose names have more before and after. */
function isProgram({ name }: ZipEntry): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  const isOffice = /\.(bin|xml)$/.test(last) && (last.includes('vbaproject') || last.includes('vbadata'));
  return isOffice || PROGRAMS.some((program) => program.test(name));
}

/** What kind of document a zip is, by what it holds and never by what it is called. */
export async function officeKind(read: ReadAt, size: number): Promise<FileKind | { readonly fault: Fault }> {
  try {
    const entries = await readZip(read, size);
    if (entries.some(isProgram)) return { fault: 'file-macros' };
    if (entries.some(({ isEncrypted }) => isEncrypted)) return { fault: 'file-old-office' };
    return (await openXmlKind(read, entries)) ?? (await openDocumentKind(read, entries)) ?? { fault: 'file-kind' };
  } catch (error) {
    if (error instanceof BrokenZip) return { fault: 'file-other' };
    throw error;
  }
}

type Found = FileKind | { readonly fault: Fault } | null;

async function openXmlKind(read: ReadAt, entries: readonly ZipEntry[]): Promise<Found> {
  const list = entries.find(({ name }) => name === '[Content_Types].xml');
  if (!list) return null;
  const types = (await readEntry(read, list, TYPES_MOST)).toString('utf8');
  // No program writes remarks there, or signs by their numbers: with them it says one thing to us and another one to Word.
  if (/<!|&#/.test(types)) return { fault: 'file-other' };
  if (/macroEnabled|vbaProject|activeX/i.test(types)) return { fault: 'file-macros' };
  const main = OPEN_XML.filter(([type]) => types.includes(`"${type}"`) || types.includes(`'${type}'`));
  return main.length === 1 ? (main[0]?.[1] ?? null) : null;
}

/** Its type is the first entry, as it is. One with a password says so of parts in a list of its own. */
async function openDocumentKind(read: ReadAt, entries: readonly ZipEntry[]): Promise<Found> {
  const [first] = entries;
  if (first?.name !== 'mimetype' || first.at !== 0) return null;
  const kind = OPEN_DOCUMENT.get((await readEntry(read, first, 100)).toString('latin1').trim());
  const manifest = kind && entries.find(({ name }) => name === 'META-INF/manifest.xml');
  if (!kind || !manifest) return null;
  const isLocked = (await readEntry(read, manifest, TYPES_MOST)).includes('encryption-data');
  return isLocked ? { fault: 'file-old-office' } : kind;
}
