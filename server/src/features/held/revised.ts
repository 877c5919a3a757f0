import { commonError, type AppError } from '@hearth/shared/kernel/errors';
import { heldError } from '@hearth/shared/held/errors';
import { reply } from '@hearth/shared/threads/commands';
import type { Reader } from '../../request/context.ts';
import { findWherever, isAuthorOf } from '../threads/access.ts';
import { readHeldBy, type HeldRecord } from './store.ts';

const revisesIn = reply.input.pick({ revises: true }).strip();

/**
 * Whether it is a removed post of the writer's, written anew; or why it cannot be. What was written without a name cannot wait: a record
 * of it would say who wrote it.
 */
export async function revisedBy(reader: Reader, input: unknown): Promise<boolean | AppError> {
  const place = revisesIn.safeParse(input).data?.revises;
  if (!place) return false;
  const post = (await findWherever(place.threadId, place.no))?.post;
  if (!post || !(await isAuthorOf(reader, post))) return commonError('no-such-thing');
  return post.alias ? heldError('cannot-wait-unnamed') : true;
}

/** Somebody's posts that were written anew, the latest first. */
const MOST = 100;

/** What became of the words that somebody wrote anew, by the place of what was removed: as it is with the latest of them. */
export async function readRevised(personId: string): Promise<ReadonlyMap<string, HeldRecord['state']>> {
  const records = (await readHeldBy(personId, MOST)).toReversed();
  return new Map(
    records.flatMap(({ input, state }) => {
      const place = revisesIn.safeParse(input).data?.revises;
      return place ? [[`${place.threadId}/${place.no}`, state] as const] : [];
    }),
  );
}
