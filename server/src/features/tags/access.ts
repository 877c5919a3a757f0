import { nameOf } from '@hearth/shared/kernel/stream';
import { START, type Position } from '@hearth/shared/kernel/protocol';
import { tagId, type AskedTags } from '@hearth/shared/tags/entity';
import { tagError } from '@hearth/shared/tags/errors';
import { ALL_TAGS, tagStream } from '@hearth/shared/tags/events';
import type { Resource, Services } from '../../services.ts';
import { findList, readTags, type TagRecord } from './store.ts';

export { presentTag } from './present.ts';

/** How long a change of the list may go unnoticed by a process that was not told. */
const KEPT_MS = 500;

/** The whole list, at least as new as its position says. */
interface TagList {
  readonly tags: ReadonlyMap<string, TagRecord>;
  readonly position: Position;
}

/** Every list of threads asks what their tags are called; tags are few and change rarely, as boards do. */
class TagCache {
  #kept: { readonly list: Promise<TagList>; readonly readAt: number } | null = null;

  /** As it was read no longer ago than `since`. */
  current(since = performance.now() - KEPT_MS): Promise<TagList> {
    if (this.#kept && this.#kept.readAt >= since) return this.#kept.list;
    const kept = { list: readList(), readAt: performance.now() };
    this.#kept = kept;
    kept.list.catch(() => {
      if (this.#kept === kept) this.forget();
    });
    return kept.list;
  }

  forget(): void {
    this.#kept = null;
  }
}

async function readList(): Promise<TagList> {
  const found = await findList(ALL_TAGS);
  const tags = new Map((await readTags()).map((tag) => [tag._id, tag]));
  return { tags, position: found ? { seq: found.seq, mark: found.mark } : START };
}

const tagCache: Resource<TagCache> = {
  open({ streams }) {
    const cache = new TagCache();
    const name = nameOf(tagStream, ALL_TAGS);
    streams.pubSub.subscribe((message) => message.kind === 'event' && message.stream === name && cache.forget());
    return cache;
  },
};

type Using = Pick<Services, 'use'>;

export async function tagList(services: Using): Promise<TagList> {
  return services.use(tagCache).current();
}

/** For the server that has changed a tag itself: events are published before the tags are written. */
export function forgetTags(services: Using): void {
  services.use(tagCache).forget();
}

/** The tag of that id, or the one that stands in its place. */
export async function findTag(services: Using, id: string): Promise<TagRecord | null> {
  return inPlaceOf((await tagList(services)).tags, id);
}

/** Those that lead to a tag because it took them in. */
export async function mergedInto(services: Using, id: string): Promise<string[]> {
  const { tags } = await tagList(services);
  return [...tags.keys()].filter((one) => one !== id && inPlaceOf(tags, one)?._id === id);
}

/** Tags are only ever merged into one that stands for itself, so that this ends. */
export function inPlaceOf(tags: ReadonlyMap<string, TagRecord>, id: string): TagRecord | null {
  const found = tags.get(id) ?? null;
  return found?.mergedInto ? inPlaceOf(tags, found.mergedInto) : found;
}

/** What somebody chose for a thread, on the newest list; retired ones only where the thread has them already. */
export async function chosen(services: Using, ids: readonly string[], held: readonly string[] = []): Promise<string[]> {
  if (ids.length === 0) return [];
  const { tags } = await services.use(tagCache).current(performance.now());
  const found = ids.map((id) => {
    const tag = inPlaceOf(tags, id);
    if (!tag || (tag.retired && !held.includes(tag._id))) throw tagError('tag-gone', { fields: { tags: 'choice' } });
    return tag._id;
  });
  return [...new Set(found)];
}

/** What a board says of it. */
interface Asking {
  readonly asksTags?: AskedTags | null;
}

/**
 * Of which tags a thread on a board needs one: those that stand in the place of what was chosen for it, and that threads are
 * still given. Null where nothing is asked for, and where nobody could give it.
 */
export async function askedOn(services: Using, { asksTags }: Asking): Promise<AskedTags | null> {
  if (!asksTags) return null;
  const { tags } = await tagList(services);
  const isGiven = ({ retired, mergedInto }: TagRecord) => !retired && !mergedInto;
  if (asksTags.of.length === 0) return [...tags.values()].some(isGiven) ? { of: [] } : null;
  const of = idsInPlaceOf(tags, asksTags.of).filter((id) => !tags.get(id)?.retired);
  return of.length > 0 ? { of: of.map((id) => tagId.parse(id)) } : null;
}

/** Whether a thread with these tags has what a board asks for; with one that was retired since, it has. */
export async function hasAsked(services: Using, board: Asking, held: readonly string[]): Promise<boolean> {
  const asked = await askedOn(services, board);
  if (!asked) return true;
  const { tags } = await tagList(services);
  const own = idsInPlaceOf(tags, held);
  return asked.of.length === 0
    ? own.length > 0
    : idsInPlaceOf(tags, board.asksTags?.of ?? []).some((id) => own.includes(id));
}

export async function requireAsked(services: Using, board: Asking, held: readonly string[]): Promise<void> {
  if (!(await hasAsked(services, board, held))) throw tagError('tag-asked', { fields: { tags: 'asked' } });
}

function idsInPlaceOf(tags: ReadonlyMap<string, TagRecord>, ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => inPlaceOf(tags, id)?._id ?? []))];
}
