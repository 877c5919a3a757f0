import type { Language } from '@hearth/shared/accounts/entity';
import { letter, type Letter } from '../../platform/letter.ts';

interface Closed {
  readonly link: string;
  readonly name: string;
  readonly title: string;
  /** False where nobody came to open it. */
  readonly wasOpen: boolean;
}

/** For the hosts of a room that was closed because nobody opened or ended it. */
export function closedLetter(locale: Language, closed: Closed): Letter {
  const words = (closed.wasOpen ? notEnded : notOpened)(closed)[locale];
  return letter(words.subject, words.lines, closed.link, words.end);
}

function notEnded({ name, title }: Closed) {
  return {
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
  };
}

function notOpened({ name, title }: Closed) {
  return {
    en: {
      subject: `Your office hours “${title}” did not take place`,
      lines: [
        `Hello ${name},`,
        `nobody opened “${title}”, so it takes no more questions. Those that were asked are here:`,
      ],
      end: 'Choose another time on its page, and people find it there again.',
    },
    es: {
      subject: `Sus horas de consulta «${title}» no tuvieron lugar`,
      lines: [
        `Hola, ${name}:`,
        `nadie abrió «${title}», así que ya no recibe preguntas. Las que se hicieron están aquí:`,
      ],
      end: 'Elija otra hora en su página y volverá a anunciarse.',
    },
  };
}
