import type { Position } from '@hearth/shared/kernel/protocol';
import type { PhotoChange } from '@hearth/shared/photos/events';
import { photoLimits } from '@hearth/shared/photos/limits';
import { applyPhotoChange, type PhotoState } from '@hearth/shared/photos/state';
import type { View } from '../live/follower.ts';
import type { Live } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded } from '../live/views.ts';
import { fileOf, learn, shown, whenUnknown } from './photos.svelte.ts';

/** No event has an empty mark: the server asks for a resync, which reads the pictures of whoever is on the page. */
const UNKNOWN: Position = { seq: 1, mark: '' };
/** People who appear one after the other are asked for together. */
const GATHER_MS = 100;

/** Keeps everybody's picture as it is now while the tab is open, and asks for those of whoever appears. Returns how to stop. */
export function followPhotos(live: Live): () => void {
  const stops: (() => void)[] = [];
  const view: View<PhotoState, PhotoChange> = {
    stream: 'photos:everybody',
    apply: applyPhotoChange,
    resync: async () => {
      const people = [...shown].slice(-photoLimits.asked);
      const answer = valueOf(await live.ask('photo.of', { people }));
      return { state: photosIn(people, answer), position: answer.position };
    },
  };
  void live.connected().then((connection) => {
    const { follower, stop } = connection.follow(view, { state: {}, position: UNKNOWN }, ({ state }) => learn(state));
    stops.push(
      stop,
      askForUnknown(live, (found) => follower.adjust((state) => ({ ...found, ...state }))),
    );
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** `tell` gets what was found. */
function askForUnknown(live: Live, tell: (found: PhotoState) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (): Promise<void> => {
    timer = undefined;
    const people = [...shown].filter((id) => fileOf(id) === undefined).slice(0, photoLimits.asked);
    if (people.length === 0) return;
    const result = await live.ask('photo.of', { people }).catch(() => null);
    // Without an answer they are read once the connection is back.
    if (result?.ok) tell(photosIn(people, result.value));
  };
  whenUnknown(() => (timer ??= setTimeout(() => void ask(), GATHER_MS)));
  return () => {
    clearTimeout(timer);
    whenUnknown(() => {});
  };
}

function photosIn(people: readonly string[], { photos }: Loaded<'photo.of'>): PhotoState {
  const none = Object.fromEntries(people.map((id) => [id, null]));
  return { ...none, ...photos };
}
