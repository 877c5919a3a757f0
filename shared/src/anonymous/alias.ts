import { z } from 'zod';
import type { Work } from '../accounts/entity.ts';

/** What is said of somebody who asks without a name, in both languages: “A coordinator, Midwest”. */
export const alias = z.strictObject({ en: z.string(), es: z.string() });
export type Alias = z.infer<typeof alias>;

/** What an alias is made of; null where it would say too much. */
export interface AliasParts {
  readonly work: Work | null;
  readonly region: Region | null;
}

/** As the census counts, and the territories. */
const regions = {
  northeast: { en: 'Northeast', es: 'Noreste', states: 'CT ME MA NH NJ NY PA RI VT' },
  midwest: { en: 'Midwest', es: 'Medio Oeste', states: 'IA IL IN KS MI MN MO ND NE OH SD WI' },
  south: { en: 'South', es: 'Sur', states: 'AL AR DC DE FL GA KY LA MD MS NC OK SC TN TX VA WV' },
  west: { en: 'West', es: 'Oeste', states: 'AK AZ CA CO HI ID MT NM NV OR UT WA WY' },
  territories: { en: 'U.S. territories', es: 'territorios de EE. UU.', states: 'AS GU MP PR VI' },
} as const;
export type Region = keyof typeof regions;

const works: Readonly<Record<Work, Alias>> = {
  teacher: { en: 'A teacher', es: 'Docente' },
  coordinator: { en: 'A coordinator', es: 'Alguien de coordinación' },
  parent: { en: 'A parent', es: 'Una madre o un padre' },
  principal: { en: 'A principal', es: 'Alguien de dirección escolar' },
  district: { en: 'A district staff member', es: 'Alguien del distrito' },
  union: { en: 'A union member', es: 'Alguien del sindicato' },
  partner: { en: 'A community partner', es: 'Alguien de una organización aliada' },
};

const anybody: Alias = { en: 'A member', es: 'Alguien de la comunidad' };

/** Null where a profile has no state, or one that is none. */
export function regionOf(state: string): Region | null {
  return regionNames.find((region) => statesIn(region).includes(state)) ?? null;
}

export function statesIn(region: Region): readonly string[] {
  return regions[region].states.split(' ');
}

export function aliasIn({ work, region }: AliasParts): Alias {
  const who = work ? works[work] : anybody;
  if (!region) return { en: who.en, es: who.es };
  return { en: `${who.en}, ${regions[region].en}`, es: `${who.es}, ${regions[region].es}` };
}

// The keys of an object that nobody adds to.
const regionNames = Object.keys(regions) as readonly Region[];
