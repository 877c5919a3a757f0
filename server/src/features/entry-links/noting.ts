import { entriesIn } from '@hearth/shared/entry-links/address';
import { idOf } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { threads } from '../threads/stream.ts';
import { putLinks } from './store.ts';

/** Notes to which entries posts link, as they stand: what is deleted, purged, or went elsewhere links to none. */
export const noteLinks = react({
  to: threads,
  name: 'entry-links',
  async handle({ baseUrl }, events) {
    const { host } = new URL(baseUrl.url);
    const links = events.flatMap(({ stream, seq, data: { post } }) => {
      if (!post) return [];
      const entryIds = post.deletedAt || post.note ? [] : entriesIn(post.text, host);
      return [{ threadId: idOf(stream), no: post.no, entryIds, at: post.at, rev: seq }];
    });
    await putLinks(links);
  },
});
