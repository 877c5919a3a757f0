import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Resource, Services } from '../../services.ts';
import { idOf } from '../../streams/definition.ts';
import { linksOfPublished, publishedAfter } from '../library/access.ts';
import { entries } from '../library/stream.ts';
import { react } from '../reaction.ts';
import { schedule } from './looking.ts';
import { forgetLinks, putLink, readDueHosts, readLinksOf, type LinkRecord } from './store.ts';
import { firstTurn } from './verdict.ts';

/** Entries that are gone through at once. */
const AT_ONCE = 200;
const DAY_MS = 86_400_000;

/** What stands in an entry is looked at from now on, and what does not any more is forgotten. */
export const followLinks = react({
  to: entries,
  name: 'link-health',
  async handle(services, events) {
    if (!services.config.hasPreviews) return;
    const ids = [...new Set(events.map(({ stream }) => idOf(stream)))];
    // As it stands by now: of two events the first may be handled last.
    const each = ids.map(async (id) => [id, await linksOfPublished(id)] as const);
    await follow(services, new Map(await Promise.all(each)), true);
  },
});

/** `isNew`: whether it has just been given, so that one waits to hear whether it opens. */
async function follow(
  services: Services,
  linksOf: ReadonlyMap<string, readonly string[]>,
  isNew: boolean,
): Promise<void> {
  const now = services.clock.now();
  const wanted = [...linksOf].flatMap(([entryId, urls]) =>
    urls.flatMap((url) => recordOf(services, entryId, url, now, isNew)),
  );
  const known = await readLinksOf([...linksOf.keys()]);
  const [wantedIds, knownIds] = [wanted, known].map((all) => new Set(all.map(({ _id }) => _id)));
  const gone = known.filter(({ _id }) => !wantedIds?.has(_id));
  if (gone.length > 0) await forgetLinks(gone.map(({ _id }) => _id));
  for (const link of wanted) {
    if (knownIds?.has(link._id)) continue;
    await putLink(link);
    await schedule(services, link.host, link.dueAt);
  }
}

/** None of our own pages, which need nobody to ask whether they are there. */
function recordOf({ baseUrl }: Services, entryId: string, url: string, now: Date, isNew: boolean): LinkRecord[] {
  const { host, hostname } = new URL(url);
  if (hostname === new URL(baseUrl.url).hostname) return [];
  const _id = linkIdOf(entryId, url);
  const nothing = { state: 'new', failures: 0, since: null, checkedAt: null } as const;
  return [{ _id, entryId, url, host, ...nothing, dueAt: firstTurn(_id, now, isNew) }];
}

export function linkIdOf(entryId: string, url: string): string {
  return createHash('sha256').update(`${entryId}\n${url}`).digest('hex').slice(0, 16);
}

const day = z.object({ day: z.string() });

/**
 * Once a day: what was published before anybody looked at links, or while this was off, comes in; and a host is asked on where
 * whoever should have put that down could not.
 */
export const goThrough: Job<z.infer<typeof day>> = {
  name: 'link.go-through',
  input: day,
  attempts: 5,
  atOnce: 1,
  async run(services, _input, { signal }) {
    if (!services.config.hasPreviews) return;
    let after = '';
    for (;;) {
      signal.throwIfAborted();
      const page = await publishedAfter(after, AT_ONCE);
      if (page.length === 0) break;
      await follow(services, new Map(page.map(({ id, links }) => [id, links])), false);
      after = page.at(-1)?.id ?? '';
    }
    const now = services.clock.now();
    for (const host of await readDueHosts(now)) await schedule(services, host, now);
  },
};

/** The day for which this server has asked that they are gone through. */
const asked: Resource<{ day: string }> = { open: () => ({ day: '' }) };

export async function askDaily(services: Services): Promise<void> {
  if (!services.config.hasPreviews) return;
  const now = services.clock.now();
  const today = now.toISOString().slice(0, 10);
  const last = services.use(asked);
  if (last.day === today) return;
  // Its key is kept for as long as another server may ask for the same day.
  const endsAt = new Date(now.getTime() + 2 * DAY_MS);
  await services.jobs.schedule(goThrough, { key: today, input: { day: today }, endsAt });
  last.day = today;
}
