import { TextLayer, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Of one page; phones give up on larger ones. */
const PIXELS_MOST = 8_000_000;

interface Wanted {
  readonly pdf: PDFDocumentProxy;
  /** From 1. */
  readonly no: number;
  /** In pixels of the page. */
  readonly width: number;
}

/** How a page is shown; `ratio` is height by width. */
interface Drawn {
  readonly canvas: HTMLCanvasElement;
  readonly ratio: number;
}

/** Draws a page onto a canvas of its own. Rejects where the page cannot be read; null where it was given up. */
export async function drawPage({ pdf, no, width }: Wanted, signal: AbortSignal): Promise<Drawn | null> {
  const page = await pdf.getPage(no);
  if (signal.aborted) return null;
  const plain = page.getViewport({ scale: 1 });
  const ratio = plain.height / plain.width;
  const sharp = Math.min(window.devicePixelRatio, Math.sqrt(PIXELS_MOST / (width * width * ratio)));
  const viewport = page.getViewport({ scale: (width / plain.width) * sharp });
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
  // What it says stands over it as text.
  canvas.ariaHidden = 'true';
  const drawing = page.render({ canvas, viewport });
  signal.addEventListener('abort', () => drawing.cancel());
  try {
    await drawing.promise;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
  return { canvas, ratio };
}

/** Puts the words of a page where they stand in it, to be read aloud, chosen and found. They follow `--total-scale-factor`. */
export async function writePage({ pdf, no }: Omit<Wanted, 'width'>, container: HTMLElement): Promise<void> {
  const page = await pdf.getPage(no);
  const viewport = page.getViewport({ scale: 1 });
  container.replaceChildren();
  await new TextLayer({ textContentSource: await page.getTextContent(), container, viewport }).render();
}

/** What `--total-scale-factor` is for a page of this width. */
export async function scaleOf({ pdf, no, width }: Wanted): Promise<number> {
  const page = await pdf.getPage(no);
  return width / page.getViewport({ scale: 1 }).width;
}

/** Of a page as it stands on ours. */
interface Measures {
  readonly width: number;
  readonly ratio: number;
  readonly scale: number;
}

export function measure(box: HTMLElement, { width, ratio, scale }: Measures): void {
  [box.style.width, box.style.height] = [`${width}px`, `${width * ratio}px`];
  box.style.setProperty('--total-scale-factor', String(scale));
}

export function hold(box: HTMLElement, canvas: HTMLCanvasElement | null): void {
  box.replaceChildren(...(canvas ? [canvas] : []));
}
