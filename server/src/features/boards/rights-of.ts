import { reasonFor } from '@hearth/shared/boards/policy';
import type { getRightsOf } from '@hearth/shared/boards/queries';
import type { BoardRight } from '@hearth/shared/boards/rights';
import { boardId } from '@hearth/shared/boards/entity';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { noteLook } from '../../request/audit.ts';
import type { QueryContext } from '../../request/context.ts';
import { findActor, findPerson } from '../accounts/access.ts';
import { knownGroups } from '../groups/access.ts';
import { accessOf } from './openings.ts';
import { readBoards } from './store.ts';

type Of = typeof getRightsOf;

/** Asks the engine that decides, with the actor that a session of theirs would have: the page cannot say anything else. */
export async function rightsOfPerson(context: QueryContext, { personId }: InputOf<Of>): Promise<OutputOf<Of>> {
  if (context.actor.kind !== 'person') throw commonError('sign-in-first');
  if (context.actor.role !== 'admin') throw commonError('not-allowed');
  const [actor, boards, person] = await Promise.all([
    findActor(context.services, personId),
    readBoards(),
    findPerson(personId),
  ]);
  if (!person) throw commonError('no-such-thing');
  if (personId !== context.actor.id)
    await noteLook(context, 'board.rights-of', { on: { kind: 'person', id: personId }, about: personId });
  const now = context.services.clock.now();
  const of = boards.map((board) => {
    const why = (right: BoardRight) => reasonFor(actor, accessOf(board, now), right);
    return {
      ...{ id: boardId.parse(board._id), name: { en: board.name.en, es: board.name.es }, icon: board.icon },
      rights: {
        see: why('see'),
        read: why('read'),
        start: why('start'),
        reply: why('reply'),
        attach: why('attach'),
        moderate: why('moderate'),
      },
    };
  });
  const named = of.flatMap(({ rights }) =>
    Object.values(rights).flatMap((reason) => (reason?.kind === 'group' ? [reason.groupId] : [])),
  );
  const known = await knownGroups(context, named);
  return { comesIn: actor.kind === 'person', boards: of, groups: [...known.values()] };
}
