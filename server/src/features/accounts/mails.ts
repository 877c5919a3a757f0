import type { Language } from '@hearth/shared/accounts/entity';
import { letter, type Letter } from '../../platform/letter.ts';

/** What a code was asked for: to sign in, to join, or to join with an address that has an account. */
export type Asked = 'sign-in' | 'sign-up' | 'sign-up-again';

/**
 * The link and the six digits. `name` is empty until its owner has read a mail here: anybody can name an address, and their
 * words are no business of whoever reads its mail.
 */
export function codeLetter(
  locale: Language,
  { link, code, name, asked }: { link: string; code: string; name: string; asked: Asked },
): Letter {
  const words = {
    en: {
      subject: `${code} is your code for Hearth`,
      hello: name ? `Hello ${name},` : 'Hello,',
      why: {
        'sign-in': `your code is ${code}.`,
        'sign-up': `somebody wants to join Hearth with this address. If that was you, your code is ${code}.`,
        'sign-up-again': `somebody wanted to join Hearth with this address, and you have an account already. To sign in to it, your code is ${code}.`,
      }[asked],
      how: 'Or open this link and press the button there:',
      end: 'Both work once, for ten minutes. If you did not ask for this, do nothing: nobody can come in without it.',
    },
    es: {
      subject: `${code} es su código para Hearth`,
      hello: name ? `Hola, ${name}:` : 'Hola:',
      why: {
        'sign-in': `su código es ${code}.`,
        'sign-up': `alguien quiere unirse a Hearth con esta dirección. Si fue usted, su código es ${code}.`,
        'sign-up-again': `alguien quiso unirse a Hearth con esta dirección, y usted ya tiene una cuenta. Para entrar en ella, su código es ${code}.`,
      }[asked],
      how: 'O abra este enlace y oprima el botón:',
      end: 'Los dos sirven una vez, durante diez minutos. Si usted no lo pidió, no haga nada: sin él nadie puede entrar.',
    },
  }[locale];
  return letter(words.subject, [words.hello, words.why, words.how], link, words.end);
}

export function invitationLetter(locale: Language, { link, from }: { link: string; from: string }): Letter {
  const words = {
    en: {
      subject: `${from} invites you to Hearth`,
      lines: [`${from} invites you to the network of community schools.`, 'This link is good for seven days:'],
      end: 'There you meet the people who build community schools across the country.',
    },
    es: {
      subject: `${from} le invita a Hearth`,
      lines: [`${from} le invita a la red de escuelas comunitarias.`, 'Este enlace sirve durante siete días:'],
      end: 'Ahí están las personas que construyen escuelas comunitarias en todo el país.',
    },
  }[locale];
  return letter(words.subject, words.lines, link, words.end);
}

export function welcomeLetter(locale: Language, { link, name }: { link: string; name: string }): Letter {
  const words = {
    en: {
      subject: 'Welcome to Hearth',
      lines: [`Hello ${name},`, 'your account is open. Come in:'],
      end: 'We are glad you are here.',
    },
    es: {
      subject: 'Le damos la bienvenida a Hearth',
      lines: [`Hola, ${name}:`, 'su cuenta está abierta. Entre:'],
      end: 'Nos alegra que esté aquí.',
    },
  }[locale];
  return letter(words.subject, words.lines, link, words.end);
}
