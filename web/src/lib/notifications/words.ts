import type { BellEntry, BellHeld, Notice } from '@hearth/shared/notifications/entity';
import * as m from '../paraglide/messages.js';

/** "Ana and 3 others thanked you" */
export function sentenceOf({ kind, by, people }: Pick<Notice, 'kind' | 'by' | 'people'>): string {
  const who = whoOf(by, people);
  switch (kind) {
    case 'mention':
      return m.bell_mention({ who, count: people });
    case 'reply':
      return m.bell_reply({ who, count: people });
    case 'removed':
      return m.bell_removed();
    case 'hidden':
      return m.bell_hidden();
    case 'restored':
      return m.bell_restored();
    case 'upheld':
      return m.bell_upheld();
    case 'published':
      return m.bell_published();
    case 'report':
      return m.bell_report();
    case 'answer':
      return m.bell_answer({ who });
    case 'thanks':
      return m.bell_thanks({ who, count: people });
  }
}

/** Of a post that stands nowhere. */
export function heldSentence({ state }: Pick<BellHeld, 'state'>): string {
  return state === 'refused' ? m.bell_refused() : m.bell_waits();
}

const entrySentences: Partial<Record<BellEntry['state'], () => string>> = {
  draft: m.library_bell_asked,
  changes: m.library_bell_changes,
  declined: m.library_bell_declined,
  hidden: m.library_bell_hidden,
  archived: m.library_bell_archived,
  removed: m.library_bell_removed,
};

const newsSentences: Record<NonNullable<BellEntry['news']>, () => string> = {
  renewed: m.library_bell_renewed,
  refused: m.library_bell_refused,
  due: m.library_bell_due,
  naming: m.library_bell_naming,
  link: m.library_bell_link,
};

/** Of what one has given to the library. */
export function entrySentence({ state, news }: Pick<BellEntry, 'state' | 'news'>): string {
  if (news) return newsSentences[news]();
  return (entrySentences[state] ?? m.library_bell_published)();
}

function whoOf([first, second]: Notice['by'], people: number): string {
  const name = first?.name ?? m.bell_somebody();
  if (people === 2 && second) return m.bell_two({ name, other: second.name });
  return people > 1 ? m.bell_more({ name, count: people - 1 }) : name;
}
