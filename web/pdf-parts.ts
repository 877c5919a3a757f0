import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import about from 'pdfjs-dist/package.json' with { type: 'json' };

const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
/** In the addresses of its parts, so that browsers keep them for good. */
export const pdfVersion = about.version;

interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Letters of scripts that a PDF only names, fonts that every reader has, colours, and what unpacks scanned pictures. */
const FOLDERS = [
  ['cmaps', /\.bcmap$/],
  ['standard_fonts', /\.(pfb|ttf)$/],
  ['iccs', /\.icc$/],
  ['wasm', /nowasm_fallback\.js$/],
] as const;

/** What the reader of PDFs loads by itself. */
export async function partsOfPdf(): Promise<Part[]> {
  const parts: Part[] = [
    { name: 'pdf.worker.js', bytes: await readFile(join(root, 'legacy/build/pdf.worker.min.mjs')) },
  ];
  for (const [folder, names] of FOLDERS)
    for (const name of await readdir(join(root, folder)))
      if (names.test(name)) parts.push({ name: `${folder}/${name}`, bytes: await readFile(join(root, folder, name)) });
  return parts;
}
