import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { reviewLimits } from '@hearth/shared/review/limits';
import { reviewEnd, type reviewNumbers } from '@hearth/shared/review/numbers';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { boardsWith, presentBoard } from '../boards/access.ts';
import { withoutThoseAbout } from './about-many.ts';
import { readCounted, readReportTimes } from './store.ts';
import { countEnds, countOpen, countReports, countWaits, Weeks } from './weekly.ts';

type Numbers = typeof reviewNumbers;

/** Three questions for each place, at most so many items of each; and then of whom they are, so that what is about oneself is left out. Whoever moderates nothing has no such page. */
export async function numbers(context: QueryContext, input: InputOf<Numbers>): Promise<OutputOf<Numbers>> {
  const { actor } = requirePerson(context);
  const boards = (await boardsWith(context, 'moderate')).map(presentBoard).map(({ id, name }) => ({ id, name }));
  const all: (string | null)[] = [...(isStaff(actor) ? [null] : []), ...boards.map(({ id }) => id)];
  const among = input.boardId === undefined ? all : all.filter((id) => id === input.boardId);
  if (among.length === 0) throw commonError('no-such-thing');
  const now = context.services.clock.now();
  const weeks = new Weeks(now, input.weeks ?? reviewLimits.usualWeeks);
  const from = new Date(weeks.begin);
  // In the order of an index: everywhere or, for whoever moderates a few boards through a group, of each of them.
  const places = among.includes(null) ? [null] : among;
  const most = reviewLimits.counted;
  const read = (await Promise.all(places.map((id) => readCounted(id, from, most)))).flat();
  const found = read.flat().filter(({ boardId }) => among.includes(boardId));
  // Nobody learns from a number that they were reported.
  const items = await withoutThoseAbout(context, found);
  const reports = await readReportTimes(
    items.map(({ _id }) => _id),
    from,
  );
  const byBoard = countReports(items, reports, weeks);
  return {
    weeks: weeks.mondays(),
    waits: countWaits(items, weeks, actor.id),
    open: countOpen(items, now),
    reports: [...boards, null].flatMap((board) => {
      const counts = byBoard.get(board?.id ?? null);
      return counts?.some((count) => count > 0) ? [{ board, counts }] : [];
    }),
    ends: countEnds(items, weeks, reviewEnd.options),
    boards,
    isCut: read.some(({ length }) => length === most),
  };
}
