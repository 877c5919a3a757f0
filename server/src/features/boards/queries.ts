import { mayOn } from '@hearth/shared/boards/policy';
import type { getSettings, getTemplate, listBoards } from '@hearth/shared/boards/queries';
import { isStaff } from '@hearth/shared/kernel/access';
import { boardId } from '@hearth/shared/boards/entity';
import { sectionId } from '@hearth/shared/boards/sections';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import type { QueryContext } from '../../request/context.ts';
import { knownGroups } from '../groups/access.ts';
import { renderWords } from '../threads/access.ts';
import { askedOn } from '../tags/access.ts';
import { boardsWith, requireBoard } from './access.ts';
import { accessOf } from './openings.ts';
import { asksUnnamed, presentBoard, rightsOf } from './present.ts';
import { placeOf } from './service.ts';
import { readBoards, type BoardRecord } from './store.ts';

/** How much is on a board, and when somebody last wrote, is for its readers. */
export async function list(context: QueryContext): Promise<OutputOf<typeof listBoards>> {
  const boards = await boardsWith(context, 'see');
  const seen = new Set(boards.map(({ _id }) => _id));
  const placeIn = ({ section, parent }: BoardRecord) => ({
    section: section ? sectionId.parse(section) : null,
    parent: parent && seen.has(parent) ? boardId.parse(parent) : null,
  });
  const now = context.services.clock.now();
  const reads = (board: BoardRecord) => mayOn(context.actor, accessOf(board, now), 'read');
  const closed = boards.filter((board) => !reads(board));
  const known = await knownGroups(
    context,
    closed.flatMap((board) => rightsOf(board).read.groups),
  );
  return boards.map((board) => {
    if (reads(board)) return { ...presentBoard(board), reads: true, groups: [], ...placeIn(board) };
    const groups = rightsOf(board).read.groups.flatMap((id) => known.get(id) ?? []);
    return { ...presentBoard(board), threads: 0, lastPostAt: null, reads: false, groups, ...placeIn(board) };
  });
}

type Settings = typeof getSettings;

/** Staff set what a board is for and for whom, also where they may not read it themselves. */
export async function settings(
  { services, actor }: QueryContext,
  input: InputOf<Settings>,
): Promise<OutputOf<Settings>> {
  const all = isStaff(actor) ? await readBoards() : [];
  const found = all.find(({ _id }) => _id === input.boardId);
  if (!found) throw commonError('no-such-thing');
  const { id, name, purpose, icon, colour, kind } = presentBoard(found);
  const after = placeOf(all, found._id);
  return {
    board: { id, name, purpose, icon },
    colour,
    kind,
    asksUnnamed: asksUnnamed(found),
    after: after === null ? null : boardId.parse(after),
    quietDays: found.quietDays ?? null,
    rights: rightsOf(found),
    template: [...(found.template ?? [])],
    asksTags: await askedOn(services, found),
    section: found.section ? sectionId.parse(found.section) : null,
    parent: found.parent ? boardId.parse(found.parent) : null,
    isParent: all.some(({ parent }) => parent === found._id),
  };
}

type Template = typeof getTemplate;

export async function template(context: QueryContext, input: InputOf<Template>): Promise<OutputOf<Template>> {
  const { template: questions = [] } = await requireBoard(context, input.boardId);
  const html = async (text: string) => (text ? renderWords(context.services, text) : '');
  return Promise.all(
    questions.map(async ({ title, text, required }) => ({
      title,
      html: { en: await html(text.en), es: await html(text.es) },
      required,
    })),
  );
}
