import type { Language } from '@hearth/shared/accounts/entity';
import { cut } from '@hearth/shared/kernel/graphemes';
import { withNames } from '@hearth/shared/mentions/address';
import { bellLimits } from '@hearth/shared/notifications/limits';
import { longLetter, type Letter } from '../../platform/letter.ts';

export const mailedKinds = [
  ...(['mention', 'reply', 'answer', 'removed', 'restored', 'upheld'] as const),
  ...(['renewed', 'collection', 'topic'] as const),
] as const;

/** One thing that a mail tells. */
export interface Told {
  readonly kind: (typeof mailedKinds)[number];
  readonly title: string;
  /** Null for somebody who has left, or does not say who they are. */
  readonly by: string | null;
  /** As they are at this moment, in Markdown. */
  readonly words: string;
  readonly link: string;
}

interface Mailed {
  readonly name: string;
  readonly told: readonly Told[];
  readonly stopAt: string;
  readonly settings: string;
}

const words = {
  en: {
    hello: (name: string) => `Hello ${name},`,
    somebody: 'Somebody',
    kinds: {
      mention: (who: string) => `${who} mentioned you`,
      reply: (who: string) => `${who} replied to you`,
      answer: (who: string) => `${who} accepted your answer`,
      removed: () => 'Moderators removed a post of yours',
      restored: () => 'Moderators brought a post of yours back',
      upheld: () => 'Your appeal was decided, and the post stays removed',
      renewed: () => 'There is a new version of something you follow',
      collection: () => 'There is something new in a collection you follow',
      topic: () => 'The library has something new about a topic you follow',
    },
    several: (count: number) => `${count} things for you on Hearth`,
    why: {
      mention: 'You get this mail because somebody mentioned you.',
      reply: 'You get this mail because somebody replied to you.',
      answer: 'You get this mail because your answer was accepted.',
      removed: 'You get this mail because moderators decided about what you wrote.',
      restored: 'You get this mail because moderators decided about what you wrote.',
      upheld: 'You get this mail because moderators decided about what you wrote.',
      renewed: 'You get this mail because you follow something in the library.',
      collection: 'You get this mail because you follow something in the library.',
      topic: 'You get this mail because you follow something in the library.',
    },
    stop: 'No more of these mails, with one click and without signing in:',
    choose: 'Choose what is mailed:',
  },
  es: {
    hello: (name: string) => `Hola, ${name}:`,
    somebody: 'Alguien',
    kinds: {
      mention: (who: string) => `${who} le mencionó`,
      reply: (who: string) => `${who} le respondió`,
      answer: (who: string) => `${who} aceptó su respuesta`,
      removed: () => 'La moderación retiró un mensaje suyo',
      restored: () => 'La moderación restableció un mensaje suyo',
      upheld: () => 'Se resolvió su apelación, y el mensaje sigue retirado',
      renewed: () => 'Hay una versión nueva de un recurso que sigue',
      collection: () => 'Hay algo nuevo en una colección que sigue',
      topic: () => 'Hay algo nuevo en la biblioteca sobre un tema que sigue',
    },
    several: (count: number) => `${count} novedades para usted en Hearth`,
    why: {
      mention: 'Recibe este correo porque alguien le mencionó.',
      reply: 'Recibe este correo porque alguien le respondió.',
      answer: 'Recibe este correo porque se aceptó su respuesta.',
      removed: 'Recibe este correo porque la moderación decidió sobre lo que escribió.',
      restored: 'Recibe este correo porque la moderación decidió sobre lo que escribió.',
      upheld: 'Recibe este correo porque la moderación decidió sobre lo que escribió.',
      renewed: 'Recibe este correo porque sigue algo de la biblioteca.',
      collection: 'Recibe este correo porque sigue algo de la biblioteca.',
      topic: 'Recibe este correo porque sigue algo de la biblioteca.',
    },
    stop: 'Dejar de recibir estos correos, con un clic y sin iniciar sesión:',
    choose: 'Elegir qué llega por correo:',
  },
} as const;

/** All that has come together, in the order in which it happened. */
export function bellLetter(locale: Language, { name, told, stopAt, settings }: Mailed): Letter {
  const said = words[locale];
  const sentenceOf = ({ kind, by }: Told) => said.kinds[kind](by ?? said.somebody);
  const [first] = told;
  const subject = first && told.length === 1 ? `${sentenceOf(first)}: ${first.title}` : said.several(told.length);
  const kinds = [...new Set(told.map(({ kind }) => kind))];
  return longLetter(subject, [
    { lines: [said.hello(name)] },
    ...told.map((one) => ({
      lines: [`${sentenceOf(one)}: ${one.title}`, ...(one.words ? [shortened(one.words)] : [])],
      link: one.link,
    })),
    { lines: [...new Set(kinds.map((kind) => said.why[kind]))] },
    { lines: [said.stop], link: stopAt },
    { lines: [said.choose], link: settings },
  ]);
}

/** Mentions as the names they are; the rest of Markdown is made to be read as it is. */
function shortened(markdown: string): string {
  const named = withNames(markdown, ({ name }) => name).replace(
    /\[(@[^[\]\n]+)\]\(\/(?:people|groups)\/[0-9a-f]{16}\)/g,
    '$1',
  );
  const beginning = cut(named, bellLimits.mailed);
  return beginning === named ? named : `${beginning}…`;
}
