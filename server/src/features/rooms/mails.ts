import type { Language } from '@hearth/shared/accounts/entity';
import { letter, type Letter } from '../../platform/letter.ts';

/** For the hosts of a room that was closed because nobody ended it. */
export function closedLetter(
  locale: Language,
  { link, name, title }: { link: string; name: string; title: string },
): Letter {
  const words = {
    en: {
      subject: `Your room “${title}” was closed`,
      lines: [
        `Hello ${name},`,
        `nobody ended your room “${title}”, so it was closed. Its questions and answers are here:`,
      ],
      end: 'If it was still going on, open it again on its page. That works for a day.',
    },
    es: {
      subject: `Se cerró su sala «${title}»`,
      lines: [
        `Hola, ${name}:`,
        `nadie terminó su sala «${title}», así que se cerró. Sus preguntas y respuestas están aquí:`,
      ],
      end: 'Si todavía seguía, vuelva a abrirla en su página. Puede hacerlo durante un día.',
    },
  }[locale];
  return letter(words.subject, words.lines, link, words.end);
}
