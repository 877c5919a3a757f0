import { tally } from '../../streams/tally.ts';
import type { CountsRecord } from './store.ts';
import { entryCounts, type CountsData } from './stream.ts';

/** The one thing of an entry that something is said of: all of it. */
export const WHOLE = 'entry';

/** Who says thanks for which entry: the stream is the entry's. */
export const thanks = tally<CountsRecord, CountsData, 'thanks'>({
  name: 'entry-thanks',
  stream: entryCounts,
  values: ['thanks'],
  announce(before, counted) {
    const [its] = counted;
    if (!its) return null;
    const count = its.counts.thanks;
    return its.isFresh || before?.thanks !== count ? { thanks: count } : null;
  },
});
