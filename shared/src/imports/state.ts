import type { ImportState } from './entity.ts';

/** What becomes of an import by which act. */
export const importSteps = {
  send: { from: 'checked', to: 'waiting' },
  release: { from: 'waiting', to: 'running' },
  undo: { from: 'done', to: 'undoing' },
  discard: { from: 'waiting', to: 'discarded' },
} as const satisfies Readonly<Record<string, { readonly from: ImportState; readonly to: ImportState }>>;

/** Whether a server is at it. */
export function isUnderWay(state: ImportState): boolean {
  return state === 'reading' || state === 'running' || state === 'undoing';
}
