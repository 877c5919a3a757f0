import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { entryId as entryIdRule } from '@hearth/shared/library/entity';
import { standingsOf } from '@hearth/shared/library/policy';
import type { checkLink } from '@hearth/shared/link-health/commands';
import { linkId, type LinkHealth } from '@hearth/shared/link-health/entity';
import { linkError } from '@hearth/shared/link-health/errors';
import { linkLimits } from '@hearth/shared/link-health/limits';
import type * as contract from '@hearth/shared/link-health/queries';
import { requirePerson, type Context, type QueryContext } from '../../request/context.ts';
import { linksIn, readEntry, requireEntry } from '../library/access.ts';
import { linkIdOf } from './following.ts';
import { schedule } from './looking.ts';
import { changeLink, countBroken, findLink, freeAtOf, readBroken, readLinksOf, type LinkRecord } from './store.ts';

type Check = typeof checkLink;
type Of = typeof contract.linksOfEntry;
type Broken = typeof contract.brokenLinks;

/** Its turn is now; when its host has just been asked, a moment later. */
export async function check(context: Context, { entryId, url }: InputOf<Check>): Promise<OutputOf<Check>> {
  const { actor, services } = context;
  requirePerson(context);
  const entry = await requireEntry(context, entryId);
  if (standingsOf(actor, entry).length === 0) throw commonError('not-allowed');
  if (!services.config.hasPreviews) throw linkError('library-links-off');
  const link = await findLink(linkIdOf(entryId, url));
  if (!link || !linksIn(entry).includes(url)) throw commonError('no-such-thing');
  const [now, freeAt] = [services.clock.now(), await freeAtOf(link.host)];
  if (link.dueAt > now) await changeLink(link._id, { dueAt: now });
  await schedule(services, link.host, freeAt && freeAt > now ? freeAt : now);
  return {};
}

export async function linksOf(context: QueryContext, { entryId }: InputOf<Of>): Promise<OutputOf<Of>> {
  const { actor, services } = context;
  const entry = await requireEntry(context, entryId);
  if (!services.config.hasPreviews) return { links: [], mayCheck: false };
  const urls = linksIn(entry);
  const known = urls.length > 0 ? await readLinksOf([entryId]) : [];
  const links = known.filter(({ url }) => urls.includes(url));
  const now = services.clock.now();
  return { links: links.map((link) => present(link, now)), mayCheck: standingsOf(actor, entry).length > 0 };
}

function present({ url, state, checkedAt, since, dueAt }: LinkRecord, now: Date): LinkHealth {
  const times = { checkedAt: checkedAt?.toISOString() ?? null, since: since?.toISOString() ?? null };
  return { url, state, ...times, isDue: dueAt <= now };
}

/** Those of entries that are published still: what was hidden a moment ago is forgotten in the next. */
export async function broken(context: QueryContext, { after }: InputOf<Broken>): Promise<OutputOf<Broken>> {
  if (!isStaff(requirePerson(context).actor)) throw commonError('not-allowed');
  const { page } = linkLimits;
  const from = after ? { at: new Date(after.at), id: after.id } : null;
  const [found, total] = await Promise.all([readBroken(from, page + 1), countBroken()]);
  const now = context.services.clock.now();
  const links = await Promise.all(
    found.slice(0, page).map(async (link) => {
      const entry = (await readEntry(context, link.entryId))?.entry;
      if (!entry || !linksIn(entry).includes(link.url)) return [];
      const { title, by } = entry;
      const { state: _, ...health } = present(link, now);
      return [{ id: linkId.parse(link._id), entry: { id: entryIdRule.parse(link.entryId), title, by }, ...health }];
    }),
  );
  return { links: links.flat(), more: found.length > page, total };
}
