import type { Language } from '@hearth/shared/accounts/entity';
import { letter, type Letter } from '../../platform/letter.ts';

interface Reminder {
  readonly link: string;
  readonly name: string;
  readonly title: string;
  /** Their own; empty for none. */
  readonly note: string;
}

/** For whoever wanted to be reminded. */
export function reminderLetter(locale: Language, { link, name, title, note }: Reminder): Letter {
  const words = {
    en: {
      subject: `Reminder: ${title}`,
      lines: [`Hello ${name},`, `you wanted to be reminded of “${title}”.`, ...(note ? [`Your note: ${note}`] : [])],
      end: 'Your bookmarks are on the page “Bookmarks”. Nobody else sees them.',
    },
    es: {
      subject: `Recordatorio: ${title}`,
      lines: [`Hola, ${name}:`, `quería que se le recordara «${title}».`, ...(note ? [`Su nota: ${note}`] : [])],
      end: 'Sus marcadores están en la página «Marcadores». Nadie más los ve.',
    },
  }[locale];
  return letter(words.subject, words.lines, link, words.end);
}
