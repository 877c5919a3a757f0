import type * as contract from '@hearth/shared/boards/commands';
import { boardError } from '@hearth/shared/boards/errors';
import { boardLimits } from '@hearth/shared/boards/limits';
import type { Opening } from '@hearth/shared/boards/openings';
import { mayOn } from '@hearth/shared/boards/policy';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import { personId } from '@hearth/shared/kernel/ids';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { forgetBoards } from './access.ts';
import { accessOf, ended, presentOpening, withOpening } from './openings.ts';
import type { OpeningRecord } from './store.ts';
import { boards } from './stream.ts';

const LASTS_MS = boardLimits.opening.minutes * 60_000;

type Break = typeof contract.breakGlass;
type Close = typeof contract.closeGlass;

/** Its end is a job, so that open pages see it: put down before the opening, which it looks for. */
export async function breakGlass(context: Context, { boardId, reason }: InputOf<Break>): Promise<Opening> {
  const { actor, byline } = requireAdmin(context);
  const { clock, jobs } = context.services;
  const id = idFrom(context.commandId);
  const event = await commitAs(context, boards, boardId, async (board) => {
    if (!board) throw commonError('no-such-thing');
    const at = clock.now();
    if (mayOn(actor, accessOf(board, at), 'read')) throw boardError('reads-already');
    const until = new Date(at.getTime() + LASTS_MS);
    const after = { until: until.toISOString() };
    await context.audit({ on: { kind: 'board', id: boardId }, boards: [boardId], after, reason });
    const input = { boardId, openingId: id, personId: actor.id };
    await jobs.schedule(endOpening, { key: `${id}/${after.until}`, at: until, input, about: actor.id });
    const opening = { id, by: byline, reason, at, until, endedAt: null };
    return { rows: [], threads: board.threads, openings: withOpening(board, opening) };
  });
  tell(context.services, actor.id);
  const opened = event?.data.openings?.find((one) => one.id === id);
  if (!opened) throw commonError('internal');
  return presentOpening(opened);
}

/** All that one has open there. */
export async function closeGlass(context: Context, { boardId }: InputOf<Close>): Promise<OutputOf<Close>> {
  const { actor } = requireAdmin(context);
  const isOwn = ({ by }: OpeningRecord) => by?.personId === actor.id;
  await commitAs(context, boards, boardId, async (board) => {
    if (!board) throw commonError('no-such-thing');
    const openings = ended(board, isOwn, context.services.clock.now());
    if (!openings) return null;
    await context.audit({ on: { kind: 'board', id: boardId }, boards: [boardId] });
    return { rows: [], threads: board.threads, openings };
  });
  tell(context.services, actor.id);
  return {};
}

const ending = z.object({ boardId: z.string(), openingId: z.string(), personId });

/** Open pages say that it has ended; that it gives no right any more does not wait for this. */
export const endOpening: Job<z.infer<typeof ending>> = {
  name: 'board.end-opening',
  input: ending,
  attempts: 20,
  atOnce: 4,
  async run(services, { boardId, openingId, personId: whose }) {
    const cause = { commandId: `end-opening/${openingId}`, issuer: 'system' };
    const isMeant = ({ id }: OpeningRecord) => id === openingId;
    await commit(services.streams, boards, boardId, cause, (board) => {
      const openings = board && ended(board, isMeant, services.clock.now());
      return openings ? { rows: [], threads: board.threads, openings } : null;
    });
    tell(services, whose);
  },
};

/** Their open connections are looked at, here and on all other servers. */
function tell(services: Services, whose: z.infer<typeof personId>): void {
  forgetBoards(services);
  services.streams.pubSub.publish({ kind: 'access', personId: whose });
}

function requireAdmin(context: Context) {
  const visitor = requirePerson(context);
  if (visitor.actor.role !== 'admin') throw commonError('not-allowed');
  return visitor;
}
