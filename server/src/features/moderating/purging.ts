import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type { purgePost as contract } from '@hearth/shared/moderating/commands';
import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import type { Context } from '../../request/context.ts';
import type { Services } from '../../services.ts';
import { forgetEdits } from '../drafts/access.ts';
import { dropFiles, willDrop } from '../files/access.ts';
import { forgetInLibrary } from '../library/access.ts';
import { forgetAbout } from '../notifications/access.ts';
import { forgetPoll } from '../polls/access.ts';
import { forgetInPractice } from '../practice/access.ts';
import { forgetReactions } from '../reactions/access.ts';
import { filesOf, findPlacesOf, findWherever, forgetRevisions, purgePost, subjectOfPost } from '../threads/access.ts';
import { forgetTrials } from '../trials/access.ts';

type Purge = typeof contract;

/** Longer than whoever does it now takes for it. */
const LATER_MS = 120_000;

/**
 * The event takes the words; what else there is of the post goes right after it. A job put down before it does the rest
 * where this process dies over it.
 */
export async function purge(context: Context, input: InputOf<Purge>): Promise<OutputOf<Purge>> {
  const { services, commandId } = context;
  const place = { threadId: input.threadId, no: input.no };
  let files: ReturnType<typeof filesOf> = [];
  const purged = await purgePost(context, input, async (post) => {
    files = filesOf(post);
    await willDrop(
      context,
      files.map(({ fileId }) => fileId),
    );
    const at = new Date(services.clock.now().getTime() + LATER_MS);
    await services.jobs.schedule(finishPurge, { key: `${place.threadId}/${place.no}/${commandId}`, at, input: place });
  });
  await dropFiles(services, subjectOfPost(place.threadId, place), files);
  await forgetWhatIsLeft(services, place);
  return purged;
}

const purged = z.object({ threadId: z.string(), no: z.int() });
type Place = z.infer<typeof purged>;

export const finishPurge: Job<Place> = {
  name: 'post.finish-purge',
  input: purged,
  attempts: 20,
  atOnce: 2,
  run: forgetWhatIsLeft,
};

/**
 * Of a post that was purged, wherever it went since. A practice note stays with the thread that it was made of, which is any
 * where the post ever stood. Repeatable.
 */
async function forgetWhatIsLeft(services: Services, place: Place): Promise<void> {
  const post = (await findWherever(place.threadId, place.no))?.post;
  if (!post?.purged) return;
  const { threadId, no, by, poll } = post;
  await forgetRevisions(post);
  if (by) await forgetEdits(by.personId, place.threadId, place.no);
  if (poll) await forgetPoll(services, poll.id);
  await forgetReactions(services, post);
  await forgetTrials(services, post);
  await forgetAbout(threadId, no);
  for (const stood of await findPlacesOf(post)) {
    await forgetInPractice(services, stood);
    await forgetInLibrary(services, stood);
  }
}
