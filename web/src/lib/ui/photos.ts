import { getContext, setContext } from 'svelte';

/** Where somebody's picture is, for a square of `side` pixels; null where there is none. */
type PhotoOf = (id: string, side: number) => string | null;

const KEY = Symbol('photos');
const nobodys: PhotoOf = () => null;

/** Said once by the outermost page: the parts themselves know no feature. */
export const providePhotos = (photoOf: PhotoOf): PhotoOf => setContext(KEY, photoOf);
export const usePhotos = (): PhotoOf => getContext<PhotoOf | undefined>(KEY) ?? nobodys;
