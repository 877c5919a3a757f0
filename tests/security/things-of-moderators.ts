import type { TagId } from '@hearth/shared/tags/entity';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';

/** Called as it is addressed, which is the only one of its kind. */
export const aTag = (id: TagId) => {
  const name = { en: id, es: `${id} es` };
  return { tagId: id, name, synonyms: { en: [], es: [] }, group: null };
};

interface Thread {
  readonly threadId: ThreadId;
  readonly boardId: BoardId;
}

/** What they do to threads. */
export function ofModerators({ threadId, boardId }: Thread): Readonly<Record<string, Record<string, unknown>>> {
  return {
    'thread.lock': { threadId, reason: 'Why' },
    'thread.slow': { threadId, minutes: 5 },
    'thread.unlock': { threadId },
    'thread.pin': { threadId, until: null },
    'thread.feature': { threadId, until: null },
    'thread.move': { threadId, to: boardId },
    'thread.merge': { threadId, into: threadId },
    'thread.split': { threadId, nos: [9], to: boardId, title: 'Apart' },
    'thread.moderation': { threadId },
    'thread.whereabouts': { threadId },
    'post.purge': { threadId, no: 1, reason: 'Why' },
    'post.removed': { threadId, no: 1 },
    ...ofHouseRules,
    'desk.save-view': { name: 'To decide', filter: {} },
    'desk.drop-view': { viewId: '0123456789abcdef' },
    'desk.show': { ids: ['0123456789abcdef01234567'] },
  };
}

const both = { en: 'Words', es: 'Palabras' };
const reason = { ruleId: 'be-kind', words: both };
const rules = [{ id: 'be-kind', title: both, words: both }];
const ofHouseRules = {
  'house-rules.publish': { after: 1, rules, changes: both },
  'house-rules.agree': { version: 1 },
  'house-rules.preview': { rules },
  'reason.create': { boardId: null, ...reason },
  'reason.edit': { reasonId: '0123456789abcdef', ...reason },
  'reason.remove': { reasonId: '0123456789abcdef' },
};
