import { watchPictures } from '../files/pictures-on-page.ts';
import type { Live } from '../live/live.svelte.ts';
import { watchVideos } from '../previews/videos-on-page.ts';
import { followPhotos } from './live-photos.ts';

/** What pictures need once a page stands. Loaded then, so that reading never waits for it. Returns how to stop. */
export function startPictures(live: Live, isMember: boolean): () => void {
  const stops = [watchPictures(), watchVideos(), ...(isMember ? [followPhotos(live)] : [])];
  return () => {
    for (const stop of stops) stop();
  };
}
