import { readLinksOf } from './store.ts';

/** What other features may use of this one. */

/** Whether a link of this entry is known not to open any more. */
export async function hasBrokenLink(entryId: string): Promise<boolean> {
  return (await readLinksOf([entryId])).some(({ state }) => state === 'broken');
}
