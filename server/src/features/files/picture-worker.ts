import { buffer } from 'node:stream/consumers';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { fileLimits } from '@hearth/shared/files/limits';
import type { Outcome, Wanted } from './pictures.ts';

/** A process that makes one picture and ends: bytes come in on standard input, what was made goes back as a message. */

sharp.cache(false);
sharp.concurrency(1);
// What can be read here is what is taken, and nothing else that libvips knows.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
});

const PIXELS = fileLimits.megapixels * 1_000_000;
/** What decoding may take at once, so that the process stays below some 300 MB; measured in `docs/performance.md`. */
const DECODED = 200_000_000;
const READ = { limitInputPixels: PIXELS, sequentialRead: true, failOn: 'error', pages: 1 } as const;
const WEBP = { quality: 80, effort: 4 } as const;

async function make(wanted: Wanted): Promise<Outcome> {
  const bytes = await buffer(process.stdin);
  const known = await sharp(bytes, { ...READ, limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!known) return { reason: 'picture-broken' };
  if (known.width * known.height > PIXELS) return { reason: 'picture-too-many-pixels' };
  if (heldWhole(known) > DECODED) return { reason: 'picture-too-heavy' };
  const upright = sharp(bytes, READ).autoOrient();
  try {
    return { forms: 'sides' in wanted ? await squares(upright, wanted.sides) : await widths(upright, wanted.widths) };
  } catch {
    return { reason: 'picture-broken' };
  }
}

/** Bytes that a decoder holds of a picture at once: most go line by line, but these have each line spread over the file. */
function heldWhole({ format, width, height, channels, depth, isProgressive, chromaSubsampling }: Metadata): number {
  const pixels = width * height;
  if (format === 'gif') return pixels * 8;
  if (!isProgressive) return 0;
  if (format === 'jpeg') return pixels * 2 * (chromaSubsampling === '4:2:0' ? 1.5 : channels);
  return pixels * channels * (depth === 'uchar' ? 1 : 2);
}

type Form = Extract<Outcome, { forms: unknown }>['forms'][number];

/** Decoded once, to the largest; the others are made of that. Turning the whole of it first would take all of it in memory. */
async function widths(upright: Sharp, all: readonly number[]): Promise<Form[]> {
  const { data, info } = await upright
    .resize({ width: Math.max(...all), height: 4 * Math.max(...all), fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const made: Form[] = [];
  for (const width of [...new Set(all.map((one) => Math.min(one, info.width)))])
    made.push(await encoded(sharp(data, { raw }).resize({ width })));
  return made;
}

async function squares(upright: Sharp, all: readonly number[]): Promise<Form[]> {
  const most = Math.max(...all);
  const { data, info } = await upright
    .resize({ width: most, height: most, fit: 'cover' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const made: Form[] = [];
  for (const width of all) made.push(await encoded(sharp(data, { raw }).resize({ width })));
  return made;
}

async function encoded(picture: Sharp): Promise<Form> {
  const { data, info } = await picture.webp(WEBP).toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, bytes: data };
}

// What pictures.ts starts it with.
const answer = await make(JSON.parse(process.argv[2] ?? '') as Wanted);
process.send?.(answer, () => process.disconnect());
