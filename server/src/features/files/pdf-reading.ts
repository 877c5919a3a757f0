import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { FileHint } from '@hearth/shared/files/hints';
import { fileLimits } from '@hearth/shared/files/limits';
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { LookedAt } from './looked-at.ts';
import { pdfLimits } from './pdf-limits.ts';
import { Words } from './words.ts';

const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Letters of scripts that a PDF only names are in the first, the widths of fonts that every reader has in the second. */
const PARTS = { cMapUrl: join(root, 'cmaps') + sep, standardFontDataUrl: join(root, 'standard_fonts') + sep };

/** In a process of its own, as the reader is large and fed with what strangers send; see `pdf.ts`. */
export async function lookAtPdf(bytes: Buffer): Promise<LookedAt> {
  const loading = getDocument({
    ...PARTS,
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    useWasm: false,
    useSystemFonts: false,
    disableFontFace: true,
  });
  try {
    return await lookAt(await loading.promise);
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return { hints: [isLocked ? 'pdf-password' : 'pdf-unread'], words: '' };
  }
}

/** What was found on the pages that were looked at. */
interface Seen {
  readonly words: Words;
  pages: number;
  /** Without a word. */
  empty: number;
  hasTags: boolean;
  hasHeadings: boolean;
  hasSilentPictures: boolean;
}

async function lookAt(pdf: PDFDocumentProxy): Promise<LookedAt> {
  const seen: Seen = {
    ...{ words: new Words(fileLimits.words), pages: 0, empty: 0 },
    ...{ hasTags: false, hasHeadings: false, hasSilentPictures: false },
  };
  const until = performance.now() + pdfLimits.readingMs;
  const last = Math.min(pdf.numPages, pdfLimits.pages);
  for (let no = 1; no <= last && performance.now() < until && !seen.words.isFull; no++) await lookAtPage(pdf, no, seen);
  return { hints: [...hintsOf(seen), ...(await hintsOfWhole(pdf))], words: seen.words.text };
}

async function lookAtPage(pdf: PDFDocumentProxy, no: number, seen: Seen): Promise<void> {
  const page = await pdf.getPage(no);
  const { items } = await page.getTextContent();
  let hasWords = false;
  for (const item of items) {
    if (!('str' in item)) continue;
    hasWords ||= item.str.trim() !== '';
    seen.words.add(item.hasEOL ? `${item.str}\n` : item.str);
  }
  seen.words.add('\n');
  seen.pages++;
  if (!hasWords) seen.empty++;
  lookAtTags(await page.getStructTree(), seen);
  page.cleanup();
}

interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly children?: readonly unknown[];
}

/** Not by calling itself: a tree may be as deep as its maker likes. */
function lookAtTags(tree: Node | null, seen: Seen): void {
  const left: Node[] = tree ? [...nodesIn(tree)] : [];
  for (let node = left.pop(); node; node = left.pop()) {
    seen.hasTags = true;
    if (/^H[1-6]?$/.test(node.role ?? '')) seen.hasHeadings = true;
    if (node.role === 'Figure' && !node.alt?.trim()) seen.hasSilentPictures = true;
    left.push(...nodesIn(node));
  }
}

function nodesIn({ children = [] }: Node): Node[] {
  return children.filter((child): child is Node => typeof child === 'object' && child !== null && 'role' in child);
}

/** Of what is read anew by a scanner's program nothing else needs to be said. */
function hintsOf({ pages, empty, hasTags, hasHeadings, hasSilentPictures }: Seen): FileHint[] {
  if (empty * 2 > pages) return ['pdf-no-text'];
  if (!hasTags) return ['pdf-no-tags'];
  return [
    ...(hasHeadings ? [] : (['pdf-no-headings'] as const)),
    ...(hasSilentPictures ? (['pdf-no-alt'] as const) : []),
  ];
}

async function hintsOfWhole(pdf: PDFDocumentProxy): Promise<FileHint[]> {
  const { info, metadata } = await pdf.getMetadata();
  const said: Readonly<Record<string, unknown>> = { ...info };
  const has = (one: unknown) => String(one ?? '').trim() !== '';
  return [
    ...(has(said['Language']) ? [] : (['pdf-no-language'] as const)),
    ...(has(said['Title']) || has(metadata?.get('dc:title')) ? [] : (['pdf-no-title'] as const)),
  ];
}
