import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/house-rules/commands';
import { houseRulesError } from '@hearth/shared/house-rules/errors';
import { reasonId as reasonIdRule, type CannedReason } from '@hearth/shared/house-rules/entity';
import { houseRuleLimits } from '@hearth/shared/house-rules/limits';
import type { listReasons } from '@hearth/shared/house-rules/queries';
import { boardId as boardIdRule } from '@hearth/shared/boards/entity';
import { isStaff } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { AuditedAct } from '../../request/audit-log.ts';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { boardsWith, mayOnBoard, requireRight } from '../boards/access.ts';
import { requireRule, ruleNames } from './access.ts';
import {
  changeReason,
  countReasons,
  deleteReason,
  findReason,
  keepReason,
  readReasons,
  type ReasonRecord,
} from './store.ts';

type Create = typeof contract.createReason;
type Edit = typeof contract.editReason;
type Remove = typeof contract.removeReason;
type List = typeof listReasons;

export async function create(context: Context, input: InputOf<Create>): Promise<OutputOf<Create>> {
  const { boardId, ruleId, words } = input;
  await requireFor(context, boardId);
  const _id = idFrom(context.commandId);
  const isThere = (await findReason(_id)) !== null;
  await requireRule(ruleId);
  const most = houseRuleLimits.reasons;
  if (!isThere && (await countReasons(boardId)) >= most)
    throw houseRulesError('too-many-reasons', { params: { most } });
  await context.audit(auditedReason({ _id, boardId }));
  const kept = await keepReason({ _id, boardId, ruleId, words, at: context.services.clock.now() });
  // What somebody made for another board under this id is not theirs to see.
  if (!kept || kept.boardId !== boardId) throw commonError('id-taken');
  return presentReason(kept, await ruleNames());
}

export async function edit(context: Context, input: InputOf<Edit>): Promise<OutputOf<Edit>> {
  const own = await requireOwn(context, input.reasonId);
  await requireRule(input.ruleId);
  await context.audit(auditedReason(own));
  const { ruleId, words } = input;
  const changed = await changeReason(input.reasonId, { ruleId, words });
  if (!changed) throw commonError('no-such-thing');
  return presentReason(changed, await ruleNames());
}

/** One that is not there any more was removed before. */
export async function remove(context: Context, { reasonId }: InputOf<Remove>): Promise<OutputOf<Remove>> {
  requirePerson(context);
  if (!(await findReason(reasonId)) && (await moderatesAny(context))) return {};
  await context.audit(auditedReason(await requireOwn(context, reasonId)));
  await deleteReason(reasonId);
  return {};
}

export async function list(context: QueryContext, { boardId }: InputOf<List>): Promise<OutputOf<List>> {
  const { actor } = context;
  if (actor.kind !== 'person') throw commonError('no-such-thing');
  if (boardId !== undefined) {
    if (!(await mayOnBoard(context, boardId, 'moderate'))) throw commonError('no-such-thing');
    return present(await readReasons([null, boardId]));
  }
  const boards = await boardsWith(context, 'moderate');
  if (!isStaff(actor) && boards.length === 0) throw commonError('no-such-thing');
  return present(await readReasons([...(isStaff(actor) ? [null] : []), ...boards.map(({ _id }) => _id)]));
}

async function present(records: readonly ReasonRecord[]): Promise<OutputOf<List>> {
  const named = await ruleNames();
  return { reasons: records.map((record) => presentReason(record, named)) };
}

function presentReason(
  { _id, boardId, ruleId, words }: ReasonRecord,
  named: Awaited<ReturnType<typeof ruleNames>>,
): CannedReason {
  const rule = named(ruleId);
  return { id: reasonIdRule.parse(_id), boardId: boardId === null ? null : boardIdRule.parse(boardId), rule, words };
}

/** What the audit log has of it. */
function auditedReason({ _id, boardId }: Pick<ReasonRecord, '_id' | 'boardId'>): AuditedAct {
  return { on: { kind: 'reason', id: _id }, boards: boardId === null ? [] : [boardId] };
}

/** Those for all boards are the network's moderators'. */
async function requireFor(context: Context, boardId: string | null): Promise<void> {
  const { actor } = requirePerson(context);
  if (boardId !== null) await requireRight(context, boardId, 'moderate');
  else if (!isStaff(actor)) throw commonError('not-allowed');
}

async function requireOwn(context: Context, id: string): Promise<ReasonRecord> {
  requirePerson(context);
  const reason = await findReason(id);
  const isTheirs =
    reason &&
    (reason.boardId === null ? isStaff(context.actor) : await mayOnBoard(context, reason.boardId, 'moderate'));
  if (isTheirs) return reason;
  // Of what is for whoever moderates, others learn no more than that they may not.
  throw commonError((await moderatesAny(context)) ? 'no-such-thing' : 'not-allowed');
}

async function moderatesAny(context: Context): Promise<boolean> {
  return isStaff(context.actor) || (await boardsWith(context, 'moderate')).length > 0;
}
