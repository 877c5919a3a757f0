import { browser } from '$app/env';
import { page } from '$app/state';
import { filePath } from '@hearth/shared/files/address';
import type { PhotoState } from '@hearth/shared/photos/state';

/** What was learned since the page was rendered. Written in browsers alone: a server has one of these for everybody. */
let learned = $state.raw<PhotoState>({});
/** Whom this tab has shown. */
export const shown = new Set<string>();
let onUnknown: () => void = () => {};

export function learn(photos: PhotoState): void {
  learned = { ...learned, ...photos };
}

/** The file of somebody's picture; null where they have none, undefined where nothing is known of them yet. */
export function fileOf(id: string): PhotoState[string] | undefined {
  return id in learned ? learned[id] : page.data.photos?.[id];
}

/** Where somebody's picture is, for a square of `side` pixels; null where there is none to show. */
export function photoOf(id: string, side: number): string | null {
  const file = fileOf(id);
  if (browser && page.data.me) {
    shown.add(id);
    if (file === undefined) onUnknown();
  }
  return file ? filePath(file, side) : null;
}

/** `ask` is called whenever somebody is shown of whom nothing is known; see `live-photos.ts`, which is loaded later. */
export function whenUnknown(ask: () => void): void {
  onUnknown = ask;
  ask();
}
