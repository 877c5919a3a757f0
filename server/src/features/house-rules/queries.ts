import { isDeepStrictEqual } from 'node:util';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import type * as contract from '@hearth/shared/house-rules/queries';
import { isStaff } from '@hearth/shared/kernel/access';
import { commonError } from '@hearth/shared/kernel/errors';
import { personIdOf, type QueryContext } from '../../request/context.ts';
import { FIRST_VERSION } from './first-version.ts';
import { unreadBy } from './newest.ts';
import { findRules, readVersions } from './store.ts';
import { rendered } from './service.ts';
import { agreedBy, currentVersion, presentVersion, sourceOf, versionOf } from './versions.ts';

type Get = typeof contract.getRules;
type Preview = typeof contract.previewRules;
type News = typeof contract.getRulesNews;

export async function get({ actor }: QueryContext, { version }: InputOf<Get>): Promise<OutputOf<Get>> {
  const published = await readVersions();
  const current = published[0]?._id ?? FIRST_VERSION;
  const wanted = version ?? current;
  const shown = versionOf(await findRules(wanted));
  if (shown.version !== wanted) throw commonError('no-such-thing');
  const personId = personIdOf(actor);
  const mayEdit = actor.kind === 'person' && actor.role === 'admin';
  return {
    shown: presentVersion(shown),
    current,
    versions: [
      ...published.map(({ _id, at, by }) => ({
        ...{ version: _id, publishedAt: at.toISOString() },
        by: isStaff(actor) ? by : null,
      })),
      { version: FIRST_VERSION, publishedAt: null, by: null },
    ],
    agreed: personId ? await agreedBy(personId) : null,
    source: mayEdit ? sourceOf(shown) : null,
  };
}

export async function news({ services, actor }: QueryContext): Promise<OutputOf<News>> {
  const personId = personIdOf(actor);
  // Nothing is asked of anybody before there is a second version.
  const unread = personId ? await unreadBy(services, personId) : null;
  return { news: unread && { version: unread._id, changes: unread.changes } };
}

/** The version itself: members who have not read it share pages, and so do all others. */
export async function versionOfNews(context: QueryContext): Promise<string> {
  return String((await news(context)).news?.version ?? '');
}

export async function preview(context: QueryContext, input: InputOf<Preview>): Promise<OutputOf<Preview>> {
  const { actor, services } = context;
  if (actor.kind !== 'person' || actor.role !== 'admin') throw commonError('no-such-thing');
  const before = sourceOf(await currentVersion());
  const rules = await Promise.all(
    input.rules.map(async (rule) => {
      const { id, title, html } = await rendered(services, rule);
      const held = before.find((one) => one.id === id);
      const is = !held ? 'new' : isDeepStrictEqual(held, rule) ? 'same' : 'changed';
      return { id, title, html, is } as const;
    }),
  );
  const removed = before.filter(({ id }) => !input.rules.some((one) => one.id === id));
  return { rules, removed: removed.map(({ id, title }) => ({ id, title })) };
}
