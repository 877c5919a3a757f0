import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Services } from '../../services.ts';
import { idOf } from '../../streams/definition.ts';
import { findActor } from '../accounts/access.ts';
import { collections } from '../collections/stream.ts';
import { readFollowers } from '../follows/access.ts';
import { renewedWithin } from '../library/access.ts';
import { entries } from '../library/stream.ts';
import { react } from '../reaction.ts';
import { findTag, mergedInto } from '../tags/access.ts';
import { dayOf, spanOf } from './days.ts';
import { lastingFrom } from './lasting.ts';
import { newsIn } from './look-library.ts';
import { scheduleMail } from './mailing.ts';
import { ring } from './notify.ts';
import { channelOf } from './settings.ts';
import { putAgain, type NewNotification } from './store.ts';

/** So many followers at once. */
const SOME = 200;

const about = z.enum(['renewed', 'collection', 'topic']);
const telling = z.object({ about, of: z.string(), day: z.int() });
type Telling = z.infer<typeof telling>;

/** New versions, and what is published about a topic. */
export const newsOfEntries = react({
  to: entries,
  name: 'bell-followed-entries',
  async handle(services, events) {
    for (const { stream, at, data } of events) {
      const { versions, publishedAt, facets } = data.entry;
      const id = idOf(stream);
      if (data.renews !== undefined)
        await tellWhenItEnds(services, { about: 'renewed', of: id, day: dayOf(versions?.current.at ?? at) }, id);
      if (!data.begins) continue;
      const topics = await Promise.all((facets?.topics ?? []).map((one) => findTag(services, one)));
      for (const topic of new Set(topics.flatMap((one) => one?._id ?? [])))
        await tellWhenItEnds(services, { about: 'topic', of: topic, day: dayOf(publishedAt ?? at) }, id);
    }
  },
});

/** What comes to collections. */
export const newsOfCollections = react({
  to: collections,
  name: 'bell-followed-collections',
  async handle(services, events) {
    for (const { stream, seq, at, data } of events) {
      if (!data.brings) continue;
      const came = data.collection.rows.flatMap((row) => (row.kind === 'entry' ? (row.at?.getTime() ?? []) : []));
      const day = dayOf(came.length > 0 ? new Date(Math.max(...came)) : at);
      await tellWhenItEnds(services, { about: 'collection', of: idOf(stream), day }, String(seq));
    }
  },
});

/** All of a day is one job. What is heard of when the day was told already has one of its own. */
async function tellWhenItEnds({ jobs, clock }: Services, input: Telling, cause: string): Promise<void> {
  const { to: at } = spanOf(input.day);
  const key = `${input.about}/${input.of}/${input.day}${clock.now() < at ? '' : `/${cause}`}`;
  await jobs.schedule(tellFollowers, { key, at, input });
}

/** Tells whoever follows something of the library what there was of it in a day: each of them once, however often it is done. */
export const tellFollowers: Job<Telling> = {
  name: 'bell.tell-followers',
  input: telling,
  attempts: 20,
  atOnce: 2,
  async run(services, input) {
    const told = await toldOf(services, input);
    if (!told) return;
    for (let after = '', found = await followers(after); found.length > 0; found = await followers(after)) {
      for (const { personId, at } of found)
        if (at < told.since && !told.known.includes(personId)) await tell(services, { personId, at }, told.record);
      after = found.at(-1)?.personId ?? after;
    }

    function followers(from: string) {
      return readFollowers(input.about === 'renewed' ? 'entry' : input.about, told?.ids ?? [], from, SOME);
    }
  },
};

interface Told {
  readonly record: Pick<NewNotification, 'about' | 'kind' | 'threadId' | 'no' | 'rev'> & { about: Telling['about'] };
  /** What they follow, by any of the ids it has. */
  readonly ids: readonly string[];
  /** Who followed it before then. */
  readonly since: Date;
  /** Who knows without being told. */
  readonly known: readonly string[];
}

/** Null where there is nothing to be told any more. */
async function toldOf(services: Services, { about: kind, of, day }: Telling): Promise<Told | null> {
  const span = spanOf(day);
  if (kind === 'renewed') {
    const news = await renewedWithin(of, span);
    if (!news) return null;
    const record = { about: kind, kind, threadId: of, no: 0, rev: news.no };
    return { record, ids: [of], since: news.at, known: news.known };
  }
  const record = { about: kind, kind, threadId: of, no: day };
  if (kind === 'collection') return { record, ids: [of], since: span.to, known: [] };
  return { record, ids: [of, ...(await mergedInto(services, of))], since: span.to, known: [] };
}

/** Only of what came since they follow it and what they may read at this moment, which is asked again whenever it is shown. */
async function tell(
  services: Services,
  { personId, at }: { readonly personId: string; readonly at: Date },
  said: Told['record'],
): Promise<void> {
  const actor = await findActor(services, personId);
  const record = said.about === 'renewed' ? said : { ...said, rev: at.getTime() };
  if (actor.kind !== 'person' || !(await newsIn({ services, actor }, record))) return;
  const channel = await channelOf(personId, 'library');
  if (channel === 'none') return;
  const isToMail = channel === 'mail';
  const put = { ...record, personId, ...lastingFrom(services.clock.now()), ...(isToMail && { isToMail }) };
  if (await putAgain(put)) ring(services, { personId }, record);
  // Also where it was stored before a crash, and this was not.
  if (isToMail) await scheduleMail(services, personId);
}
