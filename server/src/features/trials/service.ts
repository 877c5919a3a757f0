import { commonError } from '@hearth/shared/kernel/errors';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/trials/commands';
import { requirePerson, type Context } from '../../request/context.ts';
import { isSame, presentReport, written, type Report } from './report.ts';
import { ownReport, type Target } from './target.ts';
import { targetOf } from './targets.ts';

type ReportTrial = typeof contract.reportTrial;
type Withdraw = typeof contract.withdrawTrial;
type Remove = typeof contract.removeTrial;

/** The report is an entry of a tally; its counts follow, together with others'. */
export async function report(context: Context, input: InputOf<ReportTrial>): Promise<OutputOf<ReportTrial>> {
  const { actor, byline } = requirePerson(context);
  const target = await targetOf(context, input);
  target.requireHere();
  const refused = await target.refusal();
  if (refused) throw refused;
  const { level, place, result, changed, sentence } = input;
  const { personId: _personId, ...by } = byline;
  const at = context.services.clock.now().toISOString();
  const said: Report = { level, place, result, changed, sentence, at, by };
  const before = await ownReport(target, actor.id);
  // A second time it is no newer report.
  if (before && isSame(before, said)) return { report: presentReport(actor.id, before) };
  context.counter.requireForCommit();
  await put(context, target, actor.id, written(said));
  return { report: presentReport(actor.id, said) };
}

/** Also where nobody reports any more, as long as one may read it. */
export async function withdraw(context: Context, input: InputOf<Withdraw>): Promise<OutputOf<Withdraw>> {
  const { actor } = requirePerson(context);
  const target = await targetOf(context, input);
  target.requireHere();
  await put(context, target, actor.id, null);
  return {};
}

export async function remove(context: Context, { id, ...which }: InputOf<Remove>): Promise<OutputOf<Remove>> {
  requirePerson(context);
  const target = await targetOf(context, which);
  target.requireHere();
  if (!target.moderates) throw commonError('not-allowed');
  if (!(await ownReport(target, id))) throw commonError('no-such-thing');
  await context.audit({ ...target.noted, about: id });
  await put(context, target, id, null);
  return {};
}

async function put(
  { services }: Context,
  { tally, streamId, subject }: Target,
  personId: string,
  value: string | null,
): Promise<void> {
  await tally.put(services, { streamId, subject, personId, value });
}
