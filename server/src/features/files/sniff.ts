import type { fileError } from '@hearth/shared/files/errors';

/** Why something is not taken. */
export type Fault = keyof typeof fileError.reasons;

/** Brands of ISO media files that hold a picture in Apple's way. */
const HEIC = /^(heic|heix|heim|heis|hevc|hevx|hevm|hevs|mif1|msf1)$/;

/** By its first bytes, whatever it is called: null where it may be a picture that can be read here, else why it is not. */
export function faultOf(start: Uint8Array): Fault | null {
  const signs = Buffer.from(start.subarray(0, 16)).toString('latin1');
  if (signs.startsWith('\xff\xd8\xff') || signs.startsWith('\x89PNG\r\n\x1a\n')) return null;
  if (/^GIF8[79]a/.test(signs) || /^RIFF....WEBP/s.test(signs)) return null;
  return signs.slice(4, 8) === 'ftyp' && HEIC.test(signs.slice(8, 12)) ? 'picture-heic' : 'picture-kind';
}
