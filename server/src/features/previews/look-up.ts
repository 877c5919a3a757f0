import type { Logger } from 'pino';
import { fetchPublic, type Asking } from '../../platform/public-web/fetch.ts';
import { decoded } from './charset.ts';
import { wordsOf, type PageWords } from './page-words.ts';
import { videoWords } from './video-words.ts';
import { aboutVideo } from '../threads/access.ts';
import { smallPicture, type SmallPicture } from '../files/access.ts';

/** What was found where a link leads. */
export interface Found extends Omit<PageWords, 'picture'> {
  readonly picture: SmallPicture | null;
}

const KB = 1_024;
const HTML = 512 * KB;
const PICTURE = 5 * 1_024 * KB;
/** All that is asked of others for one link, picture and redirects too. */
const TOTAL_MS = 5_000;
/** For making a picture, by ourselves, on a busy machine. */
const MAKING_MS = 30_000;
/** Nobody sees anything on less, and what counts visitors is smaller. */
const LEAST = { width: 120, height: 60 } as const;

/** Null where there is nothing to show, for whatever reason: the link stands in the post, and that is enough. */
export async function lookUp(url: URL, asking: Asking, log: Logger): Promise<Found | null> {
  const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(TOTAL_MS)]);
  try {
    const words = aboutVideo(url.href)
      ? await videoWords(url, { ...asking, signal })
      : await pageWords(url, { ...asking, signal });
    if (!words) return null;
    const picture = words.picture && (await pictureAt(words.picture, { ...asking, signal }, asking.signal, log));
    return { ...words, picture };
  } catch (error) {
    asking.signal.throwIfAborted();
    // The address may be nobody else's business.
    log.debug({ reason: reasonOf(error) }, 'a link was not looked up');
    return null;
  }
}

async function pageWords(url: URL, asking: Asking): Promise<PageWords | null> {
  const page = await fetchPublic(url, { ...asking, types: PAGES, most: HTML, isEnough: endsHead });
  return await wordsOf(decoded(page.body, page.charset), page.url);
}

const PAGES = /^(text\/html|application\/xhtml\+xml)$/;
const PICTURES = /^image\/(jpeg|png|webp|gif)$/;

function endsHead(bytes: Buffer): boolean {
  return /<\/head|<body/i.test(bytes.toString('latin1'));
}

async function pictureAt(url: URL, asking: Asking, stopped: AbortSignal, log: Logger): Promise<SmallPicture | null> {
  try {
    const { body } = await fetchPublic(url, { ...asking, types: PICTURES, most: PICTURE });
    const made = await smallPicture(body, AbortSignal.any([stopped, AbortSignal.timeout(MAKING_MS)]));
    return made && made.width >= LEAST.width && made.height >= LEAST.height ? made : null;
  } catch (error) {
    stopped.throwIfAborted();
    log.debug({ reason: reasonOf(error) }, 'the picture of a link was not taken');
    return null;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
