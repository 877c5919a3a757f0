import type { Byline } from '@hearth/shared/accounts/entity';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { wallOf } from '@hearth/shared/kernel/wall-time';
import { rotaLimits } from '@hearth/shared/rota/limits';
import type { getRota } from '@hearth/shared/rota/queries';
import { coverOf, spansOf, weekOf, type Span } from '@hearth/shared/rota/spans';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { findActor, readActive } from '../accounts/access.ts';
import { boardsWith, mayOnBoard, presentBoard } from '../boards/access.ts';
import { readOpenTimes, type OpenTimes } from '../review/access.ts';
import { presentHours } from './present.ts';
import { findHours, readHours, type HoursRecord } from './store.ts';

type Get = typeof getRota;

/** In the place of a zone where nobody has said one. */
const ANYWHERE = 'UTC';

export async function get(context: QueryContext, input: InputOf<Get>): Promise<OutputOf<Get>> {
  const { actor } = requirePerson(context);
  const boards = (await boardsWith(context, 'moderate')).map(presentBoard).map(({ id, name }) => ({ id, name }));
  // Whoever moderates boards through a group looks at one of them.
  const boardId = input.boardId ?? (isStaff(actor) ? null : (boards[0]?.id ?? null));
  const mayLook = boardId === null ? isStaff(actor) : boards.some(({ id }) => id === boardId);
  if (!mayLook) throw commonError('no-such-thing');

  const own = await findHours(actor.id);
  const zone = input.zone ?? own?.zone ?? ANYWHERE;
  const now = context.services.clock.now().getTime();
  const days = weekOf(input.day ?? wallOf(now, zone).slice(0, 10), zone);
  const week = { from: days[0]?.from ?? now, to: days.at(-1)?.to ?? now };
  const covering = await coveringIn(context, boardId);
  const people = covering.map(({ who, hours }) => ({ who, spans: spansOf(hours, week) }));
  const among = boardId === null ? [null, ...boards.map(({ id }) => id)] : [boardId];
  const open = await readOpenTimes(context, among);
  return {
    ...{ zone, boardId, boards, own: own && presentHours(own) },
    days: days.map(({ date, ...day }) => ({ date, ...timesOf(day), spans: coverOf(day, people).map(presentSpan) })),
    gaps: coverOf(week, people).flatMap((span) =>
      span.who.length > 0 ? [] : [{ ...timesOf(span), open: countIn(open, span) }],
    ),
    now: covering.filter(({ hours }) => spansOf(hours, { from: now, to: now + 1 }).length > 0).map(({ who }) => who),
    isEmpty: covering.length === 0,
    isStaff: isStaff(actor),
  };
}

/** Of those who have said hours, whoever looks after it today. */
async function coveringIn(
  { services }: QueryContext,
  boardId: string | null,
): Promise<{ readonly who: Byline; readonly hours: HoursRecord }[]> {
  const all = await readHours(rotaLimits.people);
  const may = await Promise.all(
    all.map(async ({ _id }) => {
      const actor = await findActor(services, _id);
      return boardId === null ? isStaff(actor) : mayOnBoard({ services, actor }, boardId, 'moderate');
    }),
  );
  const held = new Map(all.filter((_hours, place) => may[place]).map((hours) => [hours._id, hours]));
  const people = await readActive([...held.keys()]);
  return people
    .flatMap(({ id, byline: who }) => {
      const hours = held.get(id);
      return hours ? [{ who, hours }] : [];
    })
    .sort((one, other) => one.who.name.localeCompare(other.who.name));
}

function presentSpan({ who, ...span }: Span & { readonly who: readonly Byline[] }) {
  return { ...timesOf(span), who: [...who] };
}

function timesOf({ from, to }: Span) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** What came in then and is open still, or is to be decided by then. */
function countIn(open: readonly OpenTimes[], { from, to }: Span): number {
  const isIn = (moment: Date | null) => moment !== null && moment.getTime() >= from && moment.getTime() < to;
  return open.filter(({ openedAt, due }) => isIn(openedAt) || isIn(due)).length;
}
