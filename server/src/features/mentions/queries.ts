import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { checkMentions } from '@hearth/shared/mentions/queries';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { findActor, readActive } from '../accounts/access.ts';
import { belongsToBoard, requireBoard } from '../boards/access.ts';
import { groupsToMention, membersOf } from '../groups/access.ts';

type Check = typeof checkMentions;

/** Asked of the rules by which it is read, so that what a composer says is what happens. */
export async function check(context: QueryContext, input: InputOf<Check>): Promise<OutputOf<Check>> {
  requirePerson(context);
  await requireBoard(context, input.boardId);
  const reads = async (id: string) => {
    const actor = await findActor(context.services, id);
    return actor.kind === 'person' && belongsToBoard({ services: context.services, actor }, input.boardId);
  };
  const [people, groups] = await Promise.all([readActive(input.people), groupsToMention(context, input.groups)]);
  return {
    people: await Promise.all(
      people.map(async ({ id, byline }) => ({ id, name: byline.name, reads: await reads(id) })),
    ),
    groups: await Promise.all(
      [...groups.values()].map(async ({ id, name, may }) => {
        // How many of a group read a board is for those alone who may tell them.
        const told = may ? await Promise.all((await membersOf(id)).map(reads)) : [];
        return { id, name, may, people: told.filter(Boolean).length };
      }),
    ),
  };
}
