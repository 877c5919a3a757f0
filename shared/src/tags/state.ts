import type { Tag } from './entity.ts';
import type { TagsChange } from './events.ts';

/** Tags by id. */
export type TagState = Readonly<Record<string, Tag>>;

export function tagsById(tags: readonly Tag[]): TagState {
  return Object.fromEntries(tags.map((tag) => [tag.id, tag]));
}

/** The one place where an event becomes state. What is older than what is held is dropped, so that events may repeat. */
export function applyTagsChange(state: TagState, { tags }: TagsChange): TagState {
  const newer = tags.filter(({ id, rev }) => rev > (state[id]?.rev ?? 0));
  return newer.length > 0 ? { ...state, ...tagsById(newer) } : state;
}
