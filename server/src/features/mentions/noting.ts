import { mentionsIn } from '@hearth/shared/mentions/address';
import { idOf } from '../../streams/definition.ts';
import { react } from '../reaction.ts';
import { threads } from '../threads/stream.ts';
import { putMentions } from './store.ts';

/** Notes whom posts name. What was noted stays: an earlier wording names them still. */
export const noteMentions = react({
  to: threads,
  name: 'mentions',
  async handle(_services, events) {
    const noted = events.flatMap(({ stream, data: { post } }) =>
      mentionsIn(post?.text ?? '')
        .filter(({ kind }) => kind === 'person')
        .map(({ id }) => ({ personId: id, threadId: idOf(stream), no: post?.no ?? 1 })),
    );
    if (noted.length > 0) await putMentions(noted);
  },
});
