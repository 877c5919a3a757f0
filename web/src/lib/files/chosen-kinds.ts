import { isCaptionsName, isVideoName, kindOfName } from '@hearth/shared/files/kinds';
import { fileLimits } from '@hearth/shared/files/limits';
import type { WireError } from '@hearth/shared/kernel/errors';
import { readAttached, readKeptFiles, type KeptFile, type SentPicture } from './attached.ts';
import type { ChosenKind } from './chosen.svelte.ts';
import { shrink } from './shrink.ts';

export const pictures: ChosenKind<SentPicture> = {
  read: readAttached,
  sentOf: (fileId, { words }) => ({ fileId, alt: words.trim() }),
  show: ({ alt }, chosen) => void (chosen.words = alt),
  wordsOf: () => '',
  faultOf: ({ size }) => (size === 0 ? refusal('picture-broken') : null),
  prepare: shrink,
};

/** A file goes as it is. */
export const files: ChosenKind<KeptFile> = {
  read: readKeptFiles,
  sentOf: (fileId, { words, size }) => ({ fileId, name: words.trim(), size }),
  show: ({ name, size }, chosen) => void ([chosen.words, chosen.size] = [name, size]),
  wordsOf: ({ name }) => name,
  faultOf,
  prepare: async (file) => file,
};

const MB = 1024 * 1024;
const OLD = /\.(doc|xls|ppt)$/i;

/** What the server would say before the first byte: nobody waits for a line to hear it. */
function faultOf({ name, size }: File): WireError | null {
  if (kindOfName(name) === null) return refusal(OLD.test(name) ? 'file-old-office' : 'file-kind');
  if (size > fileLimits.file) return refusal('file-too-large', { most: fileLimits.file / MB });
  return size === 0 ? refusal('file-other') : null;
}

/** In the library films are taken too, and captions beside them. */
export function libraryFaultOf(file: File): WireError | null {
  if (!isVideoName(file.name) && !isVideo(file)) return faultOf(file);
  if (!isVideoName(file.name)) return refusal('video-kind');
  if (file.size === 0) return refusal('video-broken');
  return file.size > fileLimits.video ? refusal('file-too-large', { most: fileLimits.video / MB }) : null;
}

const isVideo = ({ name, type }: File) => type.startsWith('video/') || /\.(mov|avi|mkv|m4v|wmv)$/i.test(name);

export function captionsFaultOf({ name, size }: File): WireError | null {
  if (!isCaptionsName(name)) return refusal('captions-kind');
  if (size === 0) return refusal('captions-empty');
  return size > fileLimits.captions ? refusal('file-too-large', { most: fileLimits.captions / MB }) : null;
}

function refusal(reason: string, params: Record<string, number> = {}): WireError {
  return { code: 'invalid', reason, message: '', params };
}
