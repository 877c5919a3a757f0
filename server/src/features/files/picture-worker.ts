import { buffer } from 'node:stream/consumers';
import sharp, { type Sharp } from 'sharp';
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
const READ = { limitInputPixels: PIXELS, sequentialRead: true, failOn: 'error', pages: 1 } as const;
const WEBP = { quality: 80, effort: 4 } as const;

async function make(wanted: Wanted): Promise<Outcome> {
  const bytes = await buffer(process.stdin);
  const size = await sharp(bytes, { ...READ, limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!size) return { reason: 'picture-broken' };
  if (size.width * size.height > PIXELS) return { reason: 'picture-too-many-pixels' };
  const upright = sharp(bytes, READ).autoOrient();
  try {
    return { forms: 'sides' in wanted ? await squares(upright, wanted.sides) : await widths(upright, wanted.widths) };
  } catch {
    return { reason: 'picture-broken' };
  }
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

const answer = await make(JSON.parse(process.argv[2] ?? '') as Wanted);
process.send?.(answer, () => process.disconnect());
