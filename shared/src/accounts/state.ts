import type { OwnChange, OwnValue } from './events.ts';

/** What has changed of one's own since the page was loaded, by kind and key, each with the event's number. */
export interface OwnState {
  readonly values: Readonly<Record<string, { readonly value: OwnValue['value']; readonly rev: number }>>;
}

export const nothingChanged: OwnState = { values: {} };

/** The one place where an event becomes state. What is older than what is held is dropped, so that events may repeat. */
export function applyOwnChange(state: OwnState, { rev, values }: OwnChange): OwnState {
  const newer = values.filter(({ kind, key }) => (state.values[`${kind} ${key}`]?.rev ?? 0) < rev);
  if (newer.length === 0) return state;
  const entries = newer.map(({ kind, key, value }) => [`${kind} ${key}`, { value, rev }]);
  return { values: { ...state.values, ...Object.fromEntries(entries) } };
}

/** The value of a kind and key; undefined where it is as the page was loaded. */
export function ownValueOf({ values }: OwnState, kind: string, key: string): OwnValue['value'] | undefined {
  return values[`${kind} ${key}`]?.value;
}
