import type { Language } from '@hearth/shared/accounts/entity';
import { letter, type Letter } from '../../platform/letter.ts';

interface Refused {
  readonly link: string;
  readonly name: string;
  readonly title: string;
}

/** For whoever wrote a post that could not appear at its time. */
export function refusedLetter(locale: Language, { link, name, title }: Refused): Letter {
  const words = {
    en: {
      subject: `“${title}” could not be posted`,
      lines: [
        `Hello ${name},`,
        `your post “${title}” was to appear now, and could not. The reason, and all of your words, are here:`,
      ],
      end: 'Nobody else sees it. Change it there and choose another time, or discard it.',
    },
    es: {
      subject: `No se pudo publicar «${title}»`,
      lines: [
        `Hola, ${name}:`,
        `su mensaje «${title}» debía aparecer ahora y no fue posible. El motivo y todas sus palabras están aquí:`,
      ],
      end: 'Nadie más lo ve. Cámbielo allí y elija otra hora, o descártelo.',
    },
  }[locale];
  return letter(words.subject, words.lines, link, words.end);
}
