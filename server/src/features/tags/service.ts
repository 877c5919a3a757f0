import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { folded } from '@hearth/shared/kernel/folded';
import type * as contract from '@hearth/shared/tags/commands';
import type { Tag } from '@hearth/shared/tags/entity';
import { tagError } from '@hearth/shared/tags/errors';
import { ALL_TAGS } from '@hearth/shared/tags/events';
import { tagLimits } from '@hearth/shared/tags/limits';
import { namesOf } from '@hearth/shared/tags/policy';
import type { AuditedAct, AuditValues } from '../../request/audit-log.ts';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { forgetTags } from './access.ts';
import { presentTag } from './present.ts';
import { readTags, type TagRecord } from './store.ts';
import { tags, type TagFields } from './stream.ts';

export async function create(
  context: Context,
  { tagId, ...described }: InputOf<typeof contract.createTag>,
): Promise<Tag> {
  return change(context, (all) => {
    if (all.some(({ _id }) => _id === tagId)) throw tagError('tag-exists', { fields: { tagId: 'tag-exists' } });
    if (all.length >= tagLimits.tags) throw tagError('too-many-tags', { params: { most: tagLimits.tags } });
    return [unlikeOthers({ _id: tagId, ...described, retired: false, mergedInto: null }, all)];
  });
}

export async function edit(context: Context, { tagId, ...said }: InputOf<typeof contract.editTag>): Promise<Tag> {
  return change(context, (all) => [unlikeOthers({ ...fieldsOf(requireOwn(all, tagId)), ...said }, all)]);
}

/** The one that stays is given first. */
export async function merge(context: Context, { tagId, into }: InputOf<typeof contract.mergeTag>): Promise<Tag> {
  return change(context, (all) => {
    const [gone, stays] = [requireOwn(all, tagId), requireOwn(all, into)];
    if (tagId === into || stays.retired) throw tagError('tag-gone', { fields: { into: 'choice' } });
    const synonyms = {
      en: together(stays.name.en, stays.synonyms.en, [gone.name.en, ...gone.synonyms.en]),
      es: together(stays.name.es, stays.synonyms.es, [gone.name.es, ...gone.synonyms.es]),
    };
    return [
      { ...fieldsOf(stays), synonyms },
      { ...fieldsOf(gone), mergedInto: into },
    ];
  });
}

/** Decides on the newest list; the answer is the first tag that it gives. */
async function change(context: Context, decide: (all: readonly TagRecord[]) => readonly TagFields[]): Promise<Tag> {
  if (!isStaff(requirePerson(context).actor)) throw commonError('not-allowed');
  const event = await commitAs(context, tags, ALL_TAGS, async () => {
    const all = await readTags();
    const changed = decide(all);
    // Of two that become one, the one that goes; it says where.
    for (const tag of changed.slice(-1)) await context.audit(auditedTag(tag, all));
    return { tags: changed };
  });
  forgetTags(context.services);
  const first = event?.data.tags[0];
  if (!event || !first) throw commonError('internal');
  return presentTag({ ...first, rev: event.seq });
}

/** What the audit log has of it. */
function auditedTag(tag: TagFields, all: readonly TagRecord[]): AuditedAct {
  const before = all.find(({ _id }) => _id === tag._id);
  return { on: { kind: 'tag', id: tag._id }, ...(before && { before: valuesOf(before) }), after: valuesOf(tag) };
}

function valuesOf({ name, retired, mergedInto }: TagFields): AuditValues {
  return { name: name.en, retired: String(retired), ...(mergedInto && { tag: mergedInto }) };
}

/** One that stands for itself. */
function requireOwn(all: readonly TagRecord[], id: string): TagRecord {
  const found = all.find(({ _id }) => _id === id);
  if (!found) throw commonError('no-such-thing');
  if (found.mergedInto) throw tagError('tag-gone');
  return found;
}

/** What is typed is to lead to one tag. */
function unlikeOthers(tag: TagFields, all: readonly TagRecord[]): TagFields {
  const others = all.filter(({ _id, mergedInto }) => _id !== tag._id && !mergedInto);
  const taken = new Map(others.flatMap((other) => namesOf(other).map((name) => [folded(name), other] as const)));
  for (const name of namesOf(tag)) {
    const other = taken.get(folded(name));
    if (other) throw tagError('tag-name-taken', { params: { name, tag: other.name.en } });
  }
  return tag;
}

function together(name: string, own: readonly string[], more: readonly string[]): string[] {
  const byFolded = new Map([...more.toReversed(), ...own.toReversed()].map((one) => [folded(one), one]));
  byFolded.delete(folded(name));
  return [...byFolded.values()].toReversed().slice(0, tagLimits.synonyms);
}

function fieldsOf({ rev: _rev, ...fields }: TagRecord): TagFields {
  return fields;
}
