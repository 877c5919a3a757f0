import { isDeepStrictEqual } from 'node:util';
import { tally, type Counted } from '../../streams/tally.ts';
import { findCounts, type TellingRecord } from '../reactions/access.ts';
import { reactions, type ReactionsData } from '../reactions/stream.ts';
import { countSchools, read } from './report.ts';

/**
 * Who reports what of which post: the stream is its thread's, the subject its number, and the value the whole report, so that
 * the insert of one document is its commit, and what is listed is what is counted. It is told with the reactions, which every
 * page of a thread follows already.
 */
export const tried = tally<TellingRecord, ReactionsData, string>({
  name: 'post-trials',
  stream: reactions,
  values: null,
  announce: countsOf,
});

/** The counts as they are now; null when no report is another one. */
async function countsOf(
  _telling: TellingRecord | null,
  counted: readonly Counted<string>[],
  threadId: string,
): Promise<ReactionsData | null> {
  const changed = counted.map(async ({ subject, counts: values, isFresh }) => {
    const no = Number(subject);
    const reports = Object.entries(values).map(([value, times]) => ({ said: read(value), times }));
    const counts = countSchools(reports);
    const before = isFresh ? null : await findCounts(threadId, no);
    return before && isDeepStrictEqual(before.tried, counts) ? [] : [{ no, counts }];
  });
  const all = (await Promise.all(changed)).flat();
  return all.length === 0 ? null : { posts: [], tried: all };
}
