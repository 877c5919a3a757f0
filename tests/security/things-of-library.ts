import { entryWords, otherParts } from '../support/library.ts';

/** About a published entry of somebody else. */
export function aboutLibrary({
  entryId,
  threadId,
  complaintId,
}: {
  readonly entryId: string;
  readonly threadId: string;
  readonly complaintId: string;
}): Readonly<Record<string, Record<string, unknown>>> {
  const rev = 3;
  return {
    'library.draft': { ...entryWords() },
    'library.change': { entryId, rev, ...entryWords({ title: 'Mended' }) },
    'library.turn': { entryId, rev, act: 'hide', reason: 'Why' },
    'library.renew': { entryId, rev, expectedCurrent: 1, parts: otherParts(), what: 'Clearer', isSmall: false },
    'library.version': { entryId, rev, expectedCurrent: 1, no: 1, act: 'again', reason: '' },
    'complaint.make': { entryId, reason: 'rights', words: 'It is mine.', contact: '' },
    'complaint.settle': { complaintId, act: 'keep', reply: '' },
    'import.check': { csv: 'title,links,licence\nBuses,https://example.org/buses,by', name: 'buses.csv' },
    'import.turn': { importId: '0123456789abcdef', act: 'send' },
    'import.get': { importId: '0123456789abcdef' },
    'library.suggest': { threadId, no: 1 },
    'library.from-post': { threadId, no: 1 },
    'library.related': { entryId },
    'library.cards': { ids: [entryId] },
    'library.entry': { entryId },
    'library.uses': { entryId },
    'library.give-note': { threadId },
    'library.name-me': { entryId, named: true },
    'library.naming': { entryId },
    'entry.thank': { entryId, thanks: true },
    'entry.view': { entryId },
    'entry.counts': { entryId },
    'entry.threads': { entryId },
    'entry.boards': { entryId },
    'link.of': { entryId },
    'link.check': { entryId, url: 'https://example.org/survey' },
  };
}

export function aboutPractice({
  threadId,
}: {
  readonly threadId: string;
}): Readonly<Record<string, Record<string, unknown>>> {
  const words = { title: 'The late bus', problem: 'No driver.', worked: 'Asking them.', steps: '', named: [1] };
  return {
    'practice.start': { threadId, picked: [] },
    'practice.edit': { threadId, ...words, rev: 1 },
    'practice.publish': { threadId },
    'practice.withdraw': { threadId },
    'practice.discard': { threadId },
    'practice.get': { threadId },
  };
}
