import { isDeepStrictEqual } from 'node:util';
import { tally } from '../../streams/tally.ts';
import { entryCounts, type CountsData, type CountsRecord } from '../entry-counts/access.ts';
import { countSchools, countStates, read } from './report.ts';

/**
 * Who reports what of which entry of the library, as {@link tried} has it of posts. It is told with what else is counted of an
 * entry, which its page follows already.
 */
export const triedEntries = tally<CountsRecord, CountsData, string>({
  name: 'entry-trials',
  stream: entryCounts,
  values: null,
  announce(before, counted) {
    const [its] = counted;
    if (!its) return null;
    const reports = Object.entries(its.counts).map(([value, times]) => ({ said: read(value), times }));
    const tried = { ...countSchools(reports), states: countStates(reports.map(({ said }) => said)) };
    return its.isFresh || !isDeepStrictEqual(before?.tried, tried) ? { tried } : null;
  },
});
