import type { Language } from '@hearth/shared/accounts/entity';
import { longLetter, type Letter } from '../../platform/letter.ts';

interface Decided {
  readonly name: string;
  readonly isPublished: boolean;
  /** A moderator's; empty where they say nothing. */
  readonly words: string;
  readonly link: string;
}

/** For whoever wrote a post that waited for a moderator. Nobody learns who that was. */
export function decidedLetter(locale: Language, { name, isPublished, words, link }: Decided): Letter {
  const said = {
    en: {
      hello: `Hello ${name},`,
      published: 'Your post is published',
      refused: 'Your post was not published',
      what: isPublished
        ? 'a moderator has looked at your post, and it is published.'
        : 'your post was not published. The reason is here, and all of your words, so that you can change them and try again:',
      see: 'You find it here:',
    },
    es: {
      hello: `Hola, ${name}:`,
      published: 'Su mensaje está publicado',
      refused: 'Su mensaje no se publicó',
      what: isPublished
        ? 'la moderación revisó su mensaje y ya está publicado.'
        : 'su mensaje no se publicó. Aquí están el motivo y todas sus palabras, para que pueda cambiarlas e intentarlo de nuevo:',
      see: 'Lo encuentra aquí:',
    },
  }[locale];
  return longLetter(isPublished ? said.published : said.refused, [
    { lines: [said.hello, said.what] },
    ...(words ? [{ lines: [words] }] : []),
    { lines: isPublished ? [said.see] : [], link },
  ]);
}
