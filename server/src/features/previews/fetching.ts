import { createHmac } from 'node:crypto';
import { entryAt } from '@hearth/shared/entry-links/address';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Services } from '../../services.ts';
import { idOf } from '../../streams/definition.ts';
import { putFetched } from '../files/access.ts';
import { react } from '../reaction.ts';
import { changeCards, findPost, linksAlone, type CardRecord, videoAt, type PostRecord } from '../threads/access.ts';
import { threads } from '../threads/stream.ts';
import { findAt } from './finding.ts';
import type { Found } from './look-up.ts';

const fetched = z.object({ threadId: z.string(), no: z.int(), rev: z.int() });
type Place = z.infer<typeof fetched>;

type Written = Pick<PostRecord, 'text' | 'cards' | 'deletedAt' | 'note'>;

/** Links of a post that have no card, and had none that somebody took away. */
function linksWithout({ text, cards = [], deletedAt, note }: Written): string[] {
  if (deletedAt || note) return [];
  return linksAlone(text).filter((link) => !cards.some(({ url }) => url === link));
}

/** Looks up where links lead, when their post has long been there. What is not found has no card, and nobody waits for it. */
export const fetchCards: Job<Place> = {
  name: 'preview.fetch',
  input: fetched,
  attempts: 3,
  atOnce: 2,
  inTurns: true,
  async run(services, place, { signal }) {
    const post = await findPost(place.threadId, place.no);
    if (!post) return;
    const forWhom = post.by?.personId ?? `thread ${place.threadId}`;
    const cards: CardRecord[] = [];
    for (const url of linksWithout(post)) {
      const entryId = ownEntryAt(services, url);
      if (entryId) cards.push({ ...NO_WORDS, url, entryId });
      const found = entryId ? null : await findAt(services, url, forWhom, signal);
      if (found) cards.push(await cardOf(services, place, url, found));
    }
    if (cards.length > 0) await add(services, place, cards);
  },
};

/** What is said of an entry of ours is asked for whenever somebody reads. */
const NO_WORDS = { title: '', site: '', description: '', picture: null } as const;

function ownEntryAt({ baseUrl }: Pick<Services, 'baseUrl'>, url: string): string | null {
  return entryAt(url, new URL(baseUrl.url).host);
}

async function cardOf(services: Services, place: Place, url: string, found: Found): Promise<CardRecord> {
  const { title, site, description, picture } = found;
  const words = { url, title, site, description };
  if (!picture) return { ...words, picture };
  // The same when it is done again, and another one for each post: whoever may read the post may see it.
  const of = `card ${place.threadId}/${place.no}/${place.rev} ${url}`;
  const fileId = createHmac('sha256', services.secret).update(of).digest('hex').slice(0, 16);
  await putFetched(services, fileId, picture);
  return { ...words, picture: { fileId, width: picture.width, height: picture.height } };
}

/** What the post says by now decides which of them it gets, in the order of its links. */
async function add(services: Services, place: Place, found: readonly CardRecord[]): Promise<void> {
  const cause = { commandId: `cards/${place.threadId}/${place.no}/${place.rev}`, issuer: 'system' };
  await changeCards(services, cause, place, (post) => {
    const missing = linksWithout(post);
    const added = found.filter(({ url }) => missing.includes(url));
    if (added.length === 0) return null;
    const all = [...(post.cards ?? []), ...added];
    return linksAlone(post.text).flatMap((link) => all.find(({ url }) => url === link) ?? []);
  });
}

/** When a post is written, edited or restored. */
export const fetchForPosts = react({
  to: threads,
  name: 'link-cards',
  async handle(services, events) {
    for (const { stream, seq, data } of events) {
      const { post } = data;
      const links = post ? linksWithout(post) : [];
      const isKnown = (link: string) => videoAt(link) !== null || ownEntryAt(services, link) !== null;
      const isAny = services.config.hasPreviews ? links.length > 0 : links.some(isKnown);
      if (!post || !isAny) continue;
      const input = { threadId: idOf(stream), no: post.no, rev: seq };
      const about = post.by ? { about: post.by.personId } : {};
      await services.jobs.schedule(fetchCards, { key: `${input.threadId}/${post.no}/${seq}`, input, ...about });
    }
  },
});
