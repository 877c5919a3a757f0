import type { Language } from '@hearth/shared/accounts/entity';
import type { SanctionKind } from '@hearth/shared/sanctions/entity';
import { longLetter, type Letter } from '../../platform/letter.ts';

interface Told {
  readonly kind: SanctionKind | 'lifted' | 'upheld' | 'overturned';
  readonly name: string;
  readonly words: string;
  readonly until: Date | null;
  readonly rule: string;
  readonly rules: string;
  readonly link: string;
}

const words = {
  en: {
    hello: (name: string) => `Hello ${name},`,
    subjects: {
      warning: 'A word from the moderators of Hearth',
      silence: 'Your writing on Hearth is paused',
      suspension: 'Your account on Hearth is suspended',
      'sign-out': 'You were signed out of Hearth',
      lifted: 'A decision about your account was taken back',
      upheld: 'Your appeal was decided',
      overturned: 'Your appeal was successful',
    },
    what: {
      warning: 'a moderator asks you to keep to the house rules.',
      silence: 'a moderator has paused your writing. You can go on reading.',
      suspension: 'a moderator has suspended your account. You cannot sign in for now.',
      'sign-out': 'a moderator has ended your sessions. You can sign in again.',
      lifted: 'a decision about your account was taken back. It no longer applies.',
      upheld: 'another moderator has looked at your appeal. The decision stays as it is.',
      overturned: 'another moderator has looked at your appeal, and the decision no longer applies.',
    },
    until: (when: string) => `Until ${when}.`,
    rule: (title: string) => `It is about this house rule: ${title}`,
    appeal: 'If you think this is wrong, you can appeal. Somebody else will look at it:',
    look: 'See it here:',
    yours: (about: string) => `Your decision about ${about}`,
    outcome: {
      upheld: 'Another moderator has looked at the appeal, and your decision stays.',
      overturned: 'Another moderator has looked at the appeal, and your decision no longer applies.',
    },
  },
  es: {
    hello: (name: string) => `Hola, ${name}:`,
    subjects: {
      warning: 'Un aviso de la moderación de Hearth',
      silence: 'Por ahora no puede escribir en Hearth',
      suspension: 'Su cuenta de Hearth está suspendida',
      'sign-out': 'Se cerró su sesión en Hearth',
      lifted: 'Se retiró una decisión sobre su cuenta',
      upheld: 'Se resolvió su apelación',
      overturned: 'Se aceptó su apelación',
    },
    what: {
      warning: 'la moderación le pide que respete las normas de convivencia.',
      silence: 'la moderación ha pausado su participación. Puede seguir leyendo.',
      suspension: 'la moderación ha suspendido su cuenta. Por ahora no puede entrar.',
      'sign-out': 'la moderación ha cerrado sus sesiones. Puede volver a entrar.',
      lifted: 'se retiró una decisión sobre su cuenta. Ya no está vigente.',
      upheld: 'otra persona de la moderación ha revisado su apelación. La decisión se mantiene.',
      overturned: 'otra persona de la moderación ha revisado su apelación y la decisión ya no está vigente.',
    },
    until: (when: string) => `Hasta el ${when}.`,
    rule: (title: string) => `Se trata de esta norma de convivencia: ${title}`,
    appeal: 'Si cree que es un error, puede apelar. Lo revisará otra persona:',
    look: 'Véalo aquí:',
    yours: (about: string) => `Su decisión sobre ${about}`,
    outcome: {
      upheld: 'Otra persona de la moderación ha revisado la apelación y su decisión se mantiene.',
      overturned: 'Otra persona de la moderación ha revisado la apelación y su decisión ya no está vigente.',
    },
  },
} as const;

export function sanctionLetter(locale: Language, told: Told): Letter {
  const said = words[locale];
  const { kind, name, until, rule, rules, link } = told;
  const mayAppeal = kind === 'warning' || kind === 'silence' || kind === 'suspension' || kind === 'sign-out';
  const end = until ? [said.until(moment(locale, until))] : [];
  return longLetter(said.subjects[kind], [
    { lines: [said.hello(name), said.what[kind], ...end] },
    ...(told.words ? [{ lines: [told.words] }] : []),
    { lines: [said.rule(rule)], link: rules },
    { lines: [mayAppeal ? said.appeal : said.look], link },
  ]);
}

interface Decided {
  readonly name: string;
  readonly about: string;
  readonly outcome: 'upheld' | 'overturned';
  readonly words: string;
  readonly link: string;
}

export function decidedLetter(locale: Language, { name, about, outcome, words: why, link }: Decided): Letter {
  const said = words[locale];
  return longLetter(said.yours(about), [
    { lines: [said.hello(name), said.outcome[outcome]] },
    { lines: [why] },
    { lines: [said.look], link },
  ]);
}

/** With its zone, since nobody knows where a mail is read. */
function moment(locale: Language, at: Date): string {
  const how = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const;
  return `${new Intl.DateTimeFormat(`${locale}-US`, how).format(at)} (UTC)`;
}
