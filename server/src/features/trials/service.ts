import { commonError } from '@hearth/shared/kernel/errors';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/trials/commands';
import { requirePerson, type Context } from '../../request/context.ts';
import { mayOf } from '../boards/access.ts';
import { requireHere } from '../threads/access.ts';
import { ownReport, refusalOf, requireAnswer } from './answers.ts';
import { isSame, presentReport, written, type Report } from './report.ts';
import { tried } from './tried.ts';

type ReportTrial = typeof contract.reportTrial;
type Withdraw = typeof contract.withdrawTrial;
type Remove = typeof contract.removeTrial;

/** The report is an entry of a tally; its counts follow, together with others'. */
export async function report(context: Context, input: InputOf<ReportTrial>): Promise<OutputOf<ReportTrial>> {
  const { actor, byline } = requirePerson(context);
  const answer = await requireAnswer(context, input);
  requireHere(answer.thread, input.no);
  const refused = await refusalOf(context, answer);
  if (refused) throw refused;
  const { threadId, no, level, place, result, changed, sentence } = input;
  const { personId: _personId, ...by } = byline;
  const at = context.services.clock.now().toISOString();
  const said: Report = { level, place, result, changed, sentence, at, by };
  const before = await ownReport(actor.id, input);
  // A second time it is no newer report.
  if (before && isSame(before, said)) return { report: presentReport(actor.id, before) };
  context.counter.requireForCommit();
  await put(context, { threadId, no }, actor.id, written(said));
  return { report: presentReport(actor.id, said) };
}

/** Also where nobody reports any more: what one has said stays one's own. */
export async function withdraw(context: Context, input: InputOf<Withdraw>): Promise<OutputOf<Withdraw>> {
  const { actor } = requirePerson(context);
  const { thread } = await requireAnswer(context, input);
  requireHere(thread, input.no);
  await put(context, input, actor.id, null);
  return {};
}

export async function remove(context: Context, { id, ...input }: InputOf<Remove>): Promise<OutputOf<Remove>> {
  requirePerson(context);
  const { board, thread } = await requireAnswer(context, input);
  requireHere(thread, input.no);
  const { threadId, no } = input;
  if (!mayOf(context, board).moderate) throw commonError('not-allowed');
  if (!(await ownReport(id, input))) throw commonError('no-such-thing');
  await context.audit({ on: { kind: 'post', id: threadId, no }, boards: [thread.boardId], about: id });
  await put(context, input, id, null);
  return {};
}

async function put(
  { services }: Context,
  { threadId, no }: InputOf<Withdraw>,
  personId: string,
  value: string | null,
): Promise<void> {
  await tried.put(services, { streamId: threadId, subject: String(no), personId, value });
}
