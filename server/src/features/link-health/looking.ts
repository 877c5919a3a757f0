import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Services } from '../../services.ts';
import { linksOfPublished, ownerOfEntry } from '../library/access.ts';
import { tellOfLink } from '../notifications/access.ts';
import { askingAs } from '../previews/access.ts';
import { knock } from './knocking.ts';
import { changeLink, findNext, forgetLinks, freeAtOf, freeHost, takeHost, type LinkRecord } from './store.ts';
import { judged } from './verdict.ts';

const input = z.object({ host: z.string() });
type Host = z.infer<typeof input>;

/** Nobody is asked again sooner, whatever leads there. */
const PAUSE_MS = 10_000;
/** Whoever asks, and dies over it, keeps others from it so long. */
const HELD_MS = 60_000;

/** Looks at one link of a host, the one whose turn came first, and puts down when the next one is looked at. */
export const lookAtHost: Job<Host> = {
  name: 'link.look',
  input,
  attempts: 10,
  atOnce: 3,
  async run(services, { host }, { signal }) {
    if (!services.config.hasPreviews) return;
    const now = services.clock.now();
    if (!(await takeHost(host, now, new Date(now.getTime() + HELD_MS)))) return next(services, host);
    const link = await findNext(host);
    const waitMs = link && link.dueAt <= now ? await lookAt(services, link, signal) : 0;
    await freeHost(host, new Date(services.clock.now().getTime() + waitMs));
    await next(services, host);
  },
};

/** When somebody has a link, and the host has had its pause. Two who put down the same put down one. */
async function next(services: Services, host: string): Promise<void> {
  const [link, freeAt] = await Promise.all([findNext(host), freeAtOf(host)]);
  if (!link) return;
  await schedule(services, host, freeAt && freeAt > link.dueAt ? freeAt : link.dueAt);
}

export async function schedule({ jobs }: Services, host: string, at: Date): Promise<void> {
  await jobs.schedule(lookAtHost, { key: `${host}/${at.getTime()}`, input: { host }, at });
}

/** For how long its host is left alone; not at all where nobody was asked. */
async function lookAt(services: Services, link: LinkRecord, signal: AbortSignal): Promise<number> {
  const { _id, entryId, url } = link;
  // Whatever became of it since: what stands nowhere is not asked for.
  if (!(await linksOfPublished(entryId)).includes(url)) {
    await forgetLinks([_id]);
    return 0;
  }
  const { clock } = services;
  const outcome = await knock(new URL(url), askingAs(services, 'HearthLinkCheck/1.0', signal), clock.now());
  const after = judged(link, outcome, clock.now());
  // First: who dies in between tells it once more, which rings no second time.
  if (after.state === 'broken' && link.state !== 'broken') await tellOwner(services, link, after.since);
  await changeLink(_id, after);
  return Math.max(PAUSE_MS, outcome.kind === 'unclear' ? (outcome.waitMs ?? 0) : 0);
}

async function tellOwner(services: Services, { _id, entryId }: LinkRecord, since: Date | null): Promise<void> {
  const personId = await ownerOfEntry(entryId);
  if (personId && since) await tellOfLink(services, { personId, entryId, linkId: _id, since });
}
