import type { FollowLevel, Standing } from '@hearth/shared/follows/levels';
import type { Services } from '../../services.ts';
import { inPlaceOf, presentTag, tagList } from '../tags/access.ts';
import { saidIn, standingFrom, type ThreadFacts } from './standing.ts';
import type { FollowRecord } from './store.ts';

type Using = Pick<Services, 'use'>;
type Tags = Awaited<ReturnType<typeof tagList>>['tags'];

const NO_TAGS: Tags = new Map();

/** Works out how much somebody hears of threads who has said this. Where nothing is said of tags the list of them is not read. */
export async function hearingOf(
  services: Using,
  records: readonly FollowRecord[],
): Promise<(thread: ThreadFacts) => Standing> {
  const tags = records.some(isOfTag) ? (await tagList(services)).tags : NO_TAGS;
  const said = saidIn(asMerged(tags, records));
  return ({ tags: ids = [], ...thread }) => {
    const now = ids.flatMap((id) => inPlaceOf(tags, id)?._id ?? []);
    const { level, reason, tagId } = standingFrom(said, { ...thread, tags: now });
    const tag = tagId === undefined ? undefined : tags.get(tagId);
    return { level, reason, ...(tag && { tag: nameOf(tag) }) };
  };
}

/** How much somebody hears of tags who has said this, by the tags there are now. */
export async function levelsOfTagsIn(
  services: Using,
  records: readonly FollowRecord[],
): Promise<{ tag: NonNullable<Standing['tag']>; level: FollowLevel }[]> {
  const ofTags = records.filter(isOfTag);
  if (ofTags.length === 0) return [];
  const { tags } = await tagList(services);
  const levels = new Map(asMerged(tags, ofTags).map(({ id, level }) => [id, level]));
  return [...levels].flatMap(([id, level]) => {
    const tag = tags.get(id);
    return tag ? [{ tag: nameOf(tag), level }] : [];
  });
}

/**
 * What was said of a tag counts for the one that took it in. What was said of that itself comes last, and so stands; before
 * it the latest of what was said of the others.
 */
function asMerged(tags: Tags, records: readonly FollowRecord[]): FollowRecord[] {
  const others = records.filter((one) => !isOfTag(one));
  const moved = records.filter(isOfTag).flatMap((one) => {
    const tag = inPlaceOf(tags, one.id);
    return tag ? [{ record: { ...one, id: tag._id }, isOwn: tag._id === one.id }] : [];
  });
  moved.sort((a, b) => Number(a.isOwn) - Number(b.isOwn) || a.record.at.getTime() - b.record.at.getTime());
  return [...others, ...moved.map(({ record }) => record)];
}

function isOfTag({ kind }: FollowRecord): boolean {
  return kind === 'tag';
}

function nameOf(record: Parameters<typeof presentTag>[0]): NonNullable<Standing['tag']> {
  const { id, name } = presentTag(record);
  return { id, name };
}
