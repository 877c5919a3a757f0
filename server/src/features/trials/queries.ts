import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { trialsOf } from '@hearth/shared/trials/queries';
import { trialLimits } from '@hearth/shared/trials/limits';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { countSchools, countStates, presentReport, read } from './report.ts';
import { ownReport, type Target } from './target.ts';
import { targetOf } from './targets.ts';

type List = typeof trialsOf;

/** Whoever reads a post or an entry reads what others report of it: like the post itself, they have signed it. */
export async function list(context: QueryContext, input: InputOf<List>): Promise<OutputOf<List>> {
  const target = await targetOf(context, input);
  const personId = personIdOf(context.actor);
  const all = target.isShown ? await readReports(target) : [];
  const asked = all.filter(
    ({ said }) => (!input.level || said.level === input.level) && (!input.place || said.place === input.place),
  );
  const newest = asked.toSorted((one, other) => (one.said.at < other.said.at ? 1 : -1));
  const mine = target.showsOwn ? await ownReport(target, personId) : null;
  if (!target.isShown && target.showsOwn && !mine) throw commonError('no-such-thing');
  return {
    counts: countSchools(all.map(({ said }) => ({ said, times: 1 }))),
    states: countStates(all.map(({ said }) => said)),
    reports: newest.slice(0, trialLimits.listed).map(({ id, said }) => presentReport(id, said)),
    mine: mine && personId ? presentReport(personId, mine) : null,
    mayReport: (await target.refusal()) === null,
    moderates: target.moderates,
  };
}

async function readReports({ tally, streamId, subject }: Target) {
  const entries = await tally.readOn(streamId, subject, trialLimits.read);
  return entries.map(({ personId, value }) => ({ id: personId, said: read(value) }));
}
