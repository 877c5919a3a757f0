import { createHmac, timingSafeEqual } from 'node:crypto';
import { commonError } from '@hearth/shared/kernel/errors';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { isStaff } from '@hearth/shared/kernel/access';
import { groupId as groupIdRule } from '@hearth/shared/kernel/ids';
import { savedListId, sharedAddress } from '@hearth/shared/saved/entity';
import { savedError } from '@hearth/shared/saved/errors';
import { savedLimits } from '@hearth/shared/saved/limits';
import type * as commands from '@hearth/shared/saved/share-commands';
import type * as queries from '@hearth/shared/saved/share-queries';
import { requirePerson, type Context, type QueryContext, type Reader } from '../../request/context.ts';
import { findVisitor } from '../accounts/access.ts';
import { knownGroups } from '../groups/access.ts';
import { shelvedAmong, shelvedEntries } from '../library/access.ts';
import { requireOwn } from './own-lists.ts';
import * as store from './store.ts';

type Share = typeof commands.shareList;
type Unshare = typeof commands.unshareList;
type Shared = typeof queries.getShared;
type ForGroups = typeof queries.listShared;

/** So many commands are known of a list: more than are under way at once. */
const KNOWN = 20;
/** How often lists are looked for, where nobody reads those that were found. */
const ROUNDS = 20;

export async function share(context: Context, input: InputOf<Share>): Promise<OutputOf<Share>> {
  const { actor } = requirePerson(context);
  const { listId, groupId = null, title, intro, renew } = input;
  const list = await requireOwn(actor.id, listId);
  if (list.stopped) throw savedError('saved-list-stopped');
  const isForGroup = input.with === 'group';
  if (isForGroup && !(groupId && actor.groups.includes(groupId)))
    throw commonError('invalid-input', { fields: { groupId: 'choice' } });
  const { counter, services, commandId } = context;
  counter.requireForCommit();
  counter.requireThrough();
  const { share: before = null, sharedBy = [] } = list;
  if (sharedBy.includes(commandId))
    return { address: addressOf(services.secret, listId, before ?? { with: input.with, nonce: commandId }) };
  // What is said of it changes no link that was given out.
  const nonce = before?.with === 'link' && !isForGroup && !renew ? before.nonce : commandId;
  const shared = { with: input.with, nonce, groupId: isForGroup ? groupId : null, title, intro };
  const isPut = await store.putShare(list, {
    share: { ...shared, at: before?.at ?? services.clock.now() },
    sharedBy: [...sharedBy, commandId].slice(-KNOWN),
  });
  // Something came between: it is tried again, with the list as it is then.
  if (!isPut) throw commonError('busy');
  return { address: addressOf(services.secret, listId, shared) };
}

export async function unshare(context: Context, { listId }: InputOf<Unshare>): Promise<OutputOf<Unshare>> {
  const { actor } = requirePerson(context);
  await store.endShare({ _id: listId, personId: actor.id });
  return {};
}

/** Whether it is read is asked anew each time: of the reader, and of whoever shares it. What one may not read is not counted. */
export async function read(
  context: QueryContext,
  { list: address, after }: InputOf<Shared>,
): Promise<OutputOf<Shared>> {
  const { actor } = requirePerson(context);
  const found = await readable(context, address);
  if (!found) throw commonError('no-such-thing');
  const { list, share: shared, by } = found;
  const all = await store.readSaved({ personId: list.personId, listId: list._id }, null, savedLimits.inList);
  const may = await shelvedAmong(
    context,
    all.map(({ entryId }) => entryId),
  );
  const ids = all.flatMap(({ entryId }) => (may.has(entryId) ? [entryId] : []));
  const from = after ? ids.indexOf(after) + 1 : 0;
  const shown = ids.slice(from, from + savedLimits.page);
  const entries = await shelvedEntries(context, shown);
  return {
    ...{ title: shared.title, intro: shared.intro, by, isOwn: list.personId === actor.id },
    group: shared.groupId === null ? null : await groupOf(context, shared.groupId),
    entries: shown.flatMap((id) => entries.get(id) ?? []),
    more: ids.length > from + shown.length,
  };
}

/** What nobody reads any more, of those who left or are away, takes the place of none. */
export async function forGroups(context: QueryContext): Promise<OutputOf<ForGroups>> {
  const { actor } = requirePerson(context);
  const seen: string[] = [];
  const lists: OutputOf<ForGroups>['lists'] = [];
  for (let times = 0; times < ROUNDS && lists.length < savedLimits.page; times++) {
    const found = await store.readSharedWith({ personId: actor.id, groups: actor.groups }, savedLimits.page, seen);
    const shown = await Promise.all(found.map(({ _id }) => forGroup(context, _id)));
    lists.push(...shown.flat());
    seen.push(...found.map(({ _id }) => _id));
    if (found.length < savedLimits.page) break;
  }
  return { lists: lists.slice(0, savedLimits.page) };
}

async function forGroup(context: QueryContext, id: string): Promise<OutputOf<ForGroups>['lists']> {
  const one = await readable(context, id);
  const group = one?.share.groupId ? await groupOf(context, one.share.groupId) : null;
  return one && group ? [{ id: savedListId.parse(id), title: one.share.title, by: one.by, group }] : [];
}

/** A shared list, for a reader; null where there is none for them. The id alone opens what is shared with a group, and what was reported to moderators. */
export async function readable({ services, actor }: Reader, address: string) {
  const [id = '', key = ''] = splitAt(address);
  const list = await store.findList(id);
  if (!list?.share || list.endsAt !== null || actor.kind !== 'person') return null;
  // Whoever is away, suspended or gone shares nothing.
  const owner = await findVisitor(services, list.personId);
  if (!('byline' in owner)) return null;
  const found = { list, share: list.share, by: owner.byline };
  if (list.personId === actor.id) return found;
  const { with: whom, groupId } = list.share;
  const isByLink = whom === 'link' && key !== '' && isSame(address, addressOf(services.secret, id, list.share));
  const theirs = groupIdRule.safeParse(groupId).data;
  const isInGroup =
    whom === 'group' && theirs !== undefined && actor.groups.includes(theirs) && owner.actor.groups.includes(theirs);
  if (isByLink || (isInGroup && key === '')) return found;
  return isStaff(actor) && key === '' && (await store.countReports(id)) > 0 ? found : null;
}

function splitAt(address: string): readonly [string, string] {
  return [address.slice(0, 16), address.slice(17)];
}

/** Where it is read. What makes a link is not in the store alone, so that whoever reads that opens nothing. */
function addressOf(secret: string, listId: string, { with: whom, nonce }: Pick<store.ShareRecord, 'with' | 'nonce'>) {
  if (whom === 'group') return sharedAddress.parse(listId);
  const key = createHmac('sha256', secret).update(`saved list ${listId} ${nonce}`).digest('base64url');
  return sharedAddress.parse(`${listId}-${key}`);
}

function isSame(given: string, its: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(its)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** As its owner sees it. */
export async function presentShare(reader: Reader, listId: string, share: store.ShareRecord) {
  const { with: whom, title, intro, groupId } = share;
  const address = addressOf(reader.services.secret, listId, share);
  const isIn = reader.actor.kind === 'person' && reader.actor.groups.some((one) => one === groupId);
  return { with: whom, title, intro, address, group: groupId !== null && isIn ? await groupOf(reader, groupId) : null };
}

async function groupOf(reader: Pick<Reader, 'actor'>, id: string) {
  return (await knownGroups(reader, [groupIdRule.parse(id)])).get(groupIdRule.parse(id)) ?? null;
}
