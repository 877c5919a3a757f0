import { createHash, createHmac } from 'node:crypto';
import type * as contract from '@hearth/shared/feeds/commands';
import type { getFeedKey } from '@hearth/shared/feeds/queries';
import { stranger } from '@hearth/shared/kernel/access';
import type { OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { requirePerson, type Context, type QueryContext, type Reader } from '../../request/context.ts';
import { findActor } from '../accounts/access.ts';
import { deleteFeedKey, findFeedKey, findHolder, putFeedKey } from './store.ts';

/** The same command makes the same key, so that one that comes again gets its first answer. */
export async function makeKey(context: Context): Promise<OutputOf<typeof contract.makeFeedKey>> {
  const { actor } = requirePerson(context);
  const { services, commandId } = context;
  const key = keyOf(services.secret, actor.id, commandId);
  await putFeedKey({ _id: actor.id, nonce: commandId, hash: hashOf(key), madeAt: services.clock.now() });
  return { key };
}

export async function endKey(context: Context): Promise<OutputOf<typeof contract.endFeedKey>> {
  await deleteFeedKey(requirePerson(context).actor.id);
  return {};
}

export async function getKey(context: QueryContext): Promise<OutputOf<typeof getFeedKey>> {
  const { actor } = requirePerson(context);
  const found = await findFeedKey(actor.id);
  if (!found) return { key: null };
  const key = keyOf(context.services.secret, actor.id, found.nonce);
  // Made under another secret it opens nothing, or is not the one that was given out.
  return { key: hashOf(key) === found.hash ? key : null };
}

/**
 * As whom a feed is read: whoever made the key, with the rights they have now, or a stranger. A cookie is not looked at, so
 * that an address says the same to everybody who opens it.
 */
export async function readerBy({ services }: QueryContext, { key }: { key?: string | undefined }): Promise<Reader> {
  if (key === undefined) return { services, actor: stranger };
  const personId = await findHolder(hashOf(key));
  const actor = personId === null ? stranger : await findActor(services, personId);
  if (actor.kind === 'stranger') throw commonError('no-such-thing');
  return { services, actor };
}

function keyOf(secret: string, personId: string, nonce: string): string {
  return createHmac('sha256', secret).update(`feeds ${personId} ${nonce}`).digest('base64url');
}

/** A key has 256 random bits, so a plain hash of it cannot be guessed back. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
