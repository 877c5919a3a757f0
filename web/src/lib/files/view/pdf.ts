import { downloadPath } from '@hearth/shared/files/address';
import { fileLimits } from '@hearth/shared/files/limits';
import {
  getDocument,
  GlobalWorkerOptions,
  PasswordException,
  PDFDataRangeTransport,
  version,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Where `vite.config.ts` puts what reads PDFs: its worker, and what it asks for of letters and pictures. */
const PARTS = `/_app/immutable/pdf-${version}/`;
/** Up to so many bytes all of it comes at once; of more no more than the pages that are looked at. */
const AT_ONCE = 4 * fileLimits.piece;
const TRIES = 4;
const AGAIN_MS = 1_000;

/** `locked`: it has a password. `broken`: nobody could read it. `away`: it did not arrive. */
export type PdfFault = 'locked' | 'broken' | 'away';

export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  /** Whether all of it is there already. */
  readonly isWhole: boolean;
}

/** Gives the fault itself where it cannot be opened, and null once nobody waits for it any more. */
export async function openPdf(id: string, size: number, signal: AbortSignal): Promise<OpenPdf | PdfFault | null> {
  GlobalWorkerOptions.workerSrc = `${PARTS}pdf.worker.js`;
  const isWhole = size <= AT_ONCE;
  let giveUp: (fault: PdfFault) => void = () => {};
  const failed = new Promise<PdfFault>((resolve) => (giveUp = resolve));
  const load = (first: number, last: number) => bytesOf(id, { first, last }, signal);
  try {
    const source = isWhole
      ? { data: await load(0, size - 1) }
      : { range: new Pieces(size, load, () => giveUp('away')), rangeChunkSize: fileLimits.piece };
    const task = getDocument({ ...source, ...RULES });
    signal.addEventListener('abort', () => void task.destroy());
    const opened = await Promise.race([task.promise, failed]);
    return typeof opened === 'string' ? opened : { pdf: opened, isWhole };
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof PasswordException) return 'locked';
    return error instanceof Away ? 'away' : 'broken';
  }
}

const RULES = {
  ...{ cMapUrl: `${PARTS}cmaps/`, standardFontDataUrl: `${PARTS}standard_fonts/`, iccUrl: `${PARTS}iccs/` },
  // Nothing is made into programs here, not even what decodes pictures.
  ...{ wasmUrl: `${PARTS}wasm/`, useWasm: false, enableXfa: false },
  ...{ disableAutoFetch: true, disableStream: true, maxImageSize: fileLimits.megapixels * 1_000_000, verbosity: 0 },
} as const;

class Away extends Error {}

/** A part of the file as it was sent. Whoever may not have it any more gets none either. */
async function bytesOf(
  id: string,
  { first, last }: { readonly first: number; readonly last: number },
  signal: AbortSignal,
): Promise<Uint8Array> {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(downloadPath(id), { headers: { range: `bytes=${first}-${last}` }, signal })
      .then(async (response) => ({ status: response.status, bytes: new Uint8Array(await response.arrayBuffer()) }))
      .catch(() => null);
    if (answer?.status === 206 && answer.bytes.length === last - first + 1) return answer.bytes;
    const isPassing = answer === null || answer.status === 429 || answer.status >= 500;
    if (!isPassing || tries === TRIES || signal.aborted) throw new Away();
    await new Promise((resolve) => setTimeout(resolve, tries * AGAIN_MS));
  }
}

/** Asks for what a page needs, piece by piece as the server keeps them. */
class Pieces extends PDFDataRangeTransport {
  readonly #load: (first: number, last: number) => Promise<Uint8Array>;
  readonly #fail: () => void;

  constructor(size: number, load: (first: number, last: number) => Promise<Uint8Array>, fail: () => void) {
    super(size, null);
    this.#load = load;
    this.#fail = fail;
  }

  override requestDataRange(begin: number, end: number): void {
    this.#load(begin, end - 1).then((bytes) => this.onDataRange(begin, bytes), this.#fail);
  }
}
