import { itemIdOf } from '@hearth/server/features/review/reporting';
import type { TagId } from '@hearth/shared/tags/entity';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { TestApp } from '../support/app.ts';
import type { Person } from '../support/person.ts';

/** Called as it is addressed, which is the only one of its kind. */
export const aTag = (id: TagId) => {
  const name = { en: id, es: `${id} es` };
  return { tagId: id, name, synonyms: { en: [], es: [] }, group: null };
};

interface Thread {
  readonly itemId: string;
  readonly threadId: ThreadId;
  readonly boardId: BoardId;
  readonly personId: PersonId;
}

/** What they do to threads. */
export function ofModerators(thread: Thread): Readonly<Record<string, Record<string, unknown>>> {
  const { threadId, boardId, personId } = thread;
  return {
    ...ofReviewers(thread),
    'board.break-glass': { boardId, reason: 'Somebody was threatened' },
    'board.close-glass': { boardId },
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
    'rota.set': { zone: 'America/Chicago', shifts: [{ day: 6, from: '18:00', to: '22:00' }] },
    'desk.show': { ids: ['0123456789abcdef01234567'] },
    ...aboutSomebody(personId),
  };
}

/** Who has just joined, so that nothing was decided about them. */
function aboutSomebody(personId: string): Readonly<Record<string, Record<string, unknown>>> {
  const which = { personId, sanctionId: '0123456789abcdef' };
  return {
    'sanction.impose': { personId, kind: 'warning', ruleId: 'be-kind', words: 'Words', until: null },
    'sanction.lift': { ...which, words: '', mistake: false },
    'sanction.decide-appeal': { ...which, outcome: 'upheld', words: 'Words' },
    'sanction.appeal': { sanctionId: which.sanctionId, words: 'Words' },
    'sanction.note': { personId, words: 'Words' },
    'sanction.of': { personId },
    'trust.get': { personId },
    'sanction.refused': { token: 'x' },
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
  'word.watch': { phrases: ['blithering'], language: 'en', action: 'block' },
  'word.unwatch': { wordId: '0123456789abcdef' },
  'word.list': {},
  'word.test': { text: 'Words' },
  'gate.set': { firstPosts: 0, linksOfNew: 2, linksOfMembers: 10, flood: 30, hideAt: 0, pauseAt: 0 },
  'held.take-back': { id: '0123456789abcdef' },
};
/** What moderators see of the first post of a thread, which was reported. */
export async function anItem({ services }: TestApp, by: Person, threadId: ThreadId): Promise<string> {
  await by.do('report.make', { subject: { kind: 'post', threadId, no: 1 }, reason: 'spam', note: '' });
  return itemIdOf(services, `post ${threadId} 1`);
}

/** What they do with what was reported. */
function ofReviewers({ threadId, itemId, personId }: Thread): Readonly<Record<string, Record<string, unknown>>> {
  const subject = { kind: 'post', threadId, no: 1 };
  const seen = { itemId, rev: 1 };
  return {
    'report.make': { subject, reason: 'spam', note: '' },
    'removal.appeal': { itemId: '0123456789abcdef', words: 'Words' },
    'report.about': { subject },
    'review.get': { itemId },
    'review.open': { threadId, no: 1 },
    'review.claim': seen,
    'review.release': seen,
    'review.note': { ...seen, words: 'Words' },
    'review.assign': { ...seen, to: personId },
    'review.hand-over': { ...seen, to: personId, words: 'Words' },
    'review.due': { ...seen, due: null },
    'review.resolve': { ...seen, act: 'none', rule: null, words: '' },
    'review.reject': { ...seen, words: '' },
    'review.undo': seen,
  };
}
