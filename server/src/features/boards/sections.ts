import type * as contract from '@hearth/shared/boards/commands';
import type { listSections } from '@hearth/shared/boards/queries';
import { sectionId, type Section } from '@hearth/shared/boards/sections';
import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { idFrom } from '@hearth/shared/kernel/id-from';
import type { Context, QueryContext } from '../../request/context.ts';
import { boardsWith } from './access.ts';
import { changeSection, deleteSection, insertSection, readSections, type SectionRecord } from './section-store.ts';
import { requireStaff } from './service.ts';

/** A section says what is in it: of one with nothing that somebody may see they hear nothing. */
export async function listOf(context: QueryContext): Promise<OutputOf<typeof listSections>> {
  const [sections, boards] = await Promise.all([readSections(), boardsWith(context, 'see')]);
  const used = new Set(boards.map(({ section }) => section));
  return sections.filter(({ _id }) => used.has(_id) || isStaff(context.actor)).map(present);
}

export async function create(context: Context, input: InputOf<typeof contract.createSection>): Promise<Section> {
  requireStaff(context);
  const section = { _id: idFrom(context.commandId), ...input };
  await context.audit({ on: { kind: 'section', id: section._id }, after: { name: input.name.en } });
  await insertSection(section);
  return present(section);
}

export async function edit(
  context: Context,
  { sectionId: _id, ...input }: InputOf<typeof contract.editSection>,
): Promise<Section> {
  requireStaff(context);
  await context.audit({ on: { kind: 'section', id: _id }, after: { name: input.name.en } });
  if (!(await changeSection({ _id, ...input }))) throw commonError('no-such-thing');
  return present({ _id, ...input });
}

/** Its boards stay, and stand in none. */
export async function remove(
  context: Context,
  input: InputOf<typeof contract.removeSection>,
): Promise<OutputOf<typeof contract.removeSection>> {
  requireStaff(context);
  const held = (await readSections()).find(({ _id }) => _id === input.sectionId);
  await context.audit({
    on: { kind: 'section', id: input.sectionId },
    ...(held && { before: { name: held.name.en } }),
  });
  await deleteSection(input.sectionId);
  return {};
}

function present({ _id, name, order }: SectionRecord): Section {
  return { id: sectionId.parse(_id), name: { en: name.en, es: name.es }, order };
}
