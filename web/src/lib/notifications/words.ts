import type { Notice } from '@hearth/shared/notifications/entity';
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
    case 'report':
      return m.bell_report();
    case 'answer':
      return m.bell_answer({ who });
    case 'thanks':
      return m.bell_thanks({ who, count: people });
  }
}

function whoOf([first, second]: Notice['by'], people: number): string {
  const name = first?.name ?? m.bell_somebody();
  if (people === 2 && second) return m.bell_two({ name, other: second.name });
  return people > 1 ? m.bell_more({ name, count: people - 1 }) : name;
}
