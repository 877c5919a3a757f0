import type { Language } from '@hearth/shared/accounts/entity';
import { longLetter, type Letter } from '../../platform/letter.ts';

const words = {
  en: {
    subject: 'Danger or a threat was reported on Hearth',
    lines: [
      'Somebody has reported danger or a threat on Hearth. Please look at it now:',
      'If somebody is in danger at this moment, call 911. 988 is the Suicide & Crisis Lifeline; Childhelp is 1-800-422-4453.',
    ],
    why: 'You get this mail because you are on call for this network.',
  },
  es: {
    subject: 'Se denunció un peligro o una amenaza en Hearth',
    lines: [
      'Alguien denunció un peligro o una amenaza en Hearth. Por favor, revíselo ahora:',
      'Si alguien está en peligro en este momento, llame al 911. El 988 es la Línea de Prevención del Suicidio y Crisis; Childhelp es el 1-800-422-4453.',
    ],
    why: 'Recibe este correo porque está de guardia en esta red.',
  },
} as const;

/**
 * For whoever is on call, in their language, or in both where it is not known. It says nothing of what was written, by whom, or
 * who reported it: a mail is read by more than its receiver.
 */
export function onCallLetter(locale: Language | null, link: string): Letter {
  const said = locale ? [words[locale]] : [words.en, words.es];
  return longLetter(
    said.map(({ subject }) => subject).join(' / '),
    said.flatMap(({ lines: [what, help], why }) => [{ lines: [what], link }, { lines: [help, why] }]),
  );
}
