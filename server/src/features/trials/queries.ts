import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { trialsOf } from '@hearth/shared/trials/queries';
import { trialLimits } from '@hearth/shared/trials/limits';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { mayOf } from '../boards/access.ts';
import { refusalOf, requireAnswer, type Which } from './answers.ts';
import { countSchools, presentReport, read } from './report.ts';
import { tried } from './tried.ts';

type List = typeof trialsOf;

/** Whoever reads a post reads what others report of it: like the post itself, they have signed it. */
export async function list(context: QueryContext, input: InputOf<List>): Promise<OutputOf<List>> {
  const answer = await requireAnswer(context, input);
  const personId = personIdOf(context.actor);
  const all = answer.post.deletedAt ? [] : await readReports(input);
  const asked = all.filter(
    ({ said }) => (!input.level || said.level === input.level) && (!input.place || said.place === input.place),
  );
  const newest = asked.toSorted((one, other) => (one.said.at < other.said.at ? 1 : -1));
  const mine = all.find(({ id }) => id === personId);
  return {
    counts: countSchools(all.map(({ said }) => ({ said, times: 1 }))),
    reports: newest.slice(0, trialLimits.listed).map(({ id, said }) => presentReport(id, said)),
    mine: mine ? presentReport(mine.id, mine.said) : null,
    mayReport: (await refusalOf(context, answer)) === null,
    moderates: mayOf(context, answer.board).moderate,
  };
}

async function readReports({ threadId, no }: Which) {
  const entries = await tried.readOn(threadId, String(no), trialLimits.read);
  return entries.map(({ personId, value }) => ({ id: personId, said: read(value) }));
}
