import { expect, test } from '@jest/globals';
import type { WordLanguage } from './entity.ts';
import { Matcher } from './matching.ts';

const matcher = (phrases: readonly string[], language: WordLanguage = 'both') =>
  new Matcher(phrases.map((phrase) => ({ phrase, language })));
const met = (text: string, ...phrases: string[]) =>
  matcher(phrases)
    .find(text)
    .map(({ start, end }) => text.slice(start, end));

test.each([
  ['Scunthorpe, Penistone and Cockburn', ['cunt', 'penis', 'cock']],
  ['Our class assesses Essex and Sussex', ['ass', 'sex']],
  ['The grape therapist at analysis', ['rape', 'anal']],
  ['La computadora del diputado', ['puta', 'puto']],
  ['Calculo que el vehículo articulado disputa', ['culo', 'puta']],
  ['He’ll say we don’t', ['hell', 'don']],
])('in “%s” none of %j is a word', (text, phrases) => {
  expect(met(text, ...phrases)).toEqual([]);
});

test.each([
  ['What a STUPID idea', ['stupid'], ['STUPID']],
  ['¡Qué ESTÚPIDO!', ['estupido'], ['ESTÚPIDO']],
  ['¡Qué estupido!', ['estúpido'], ['estupido']],
  ['niño, nino', ['niño'], ['niño', 'nino']],
  ['buy now, and Buy   NOW', ['buy now'], ['buy now', 'Buy   NOW']],
  ['idiot idiots idiotic', ['idiot*'], ['idiot', 'idiots', 'idiotic']],
  ['work from home jobs', ['work from hom*', 'home'], ['work from home', 'home']],
  ['**bad**-word', ['bad word'], ['bad**-word']],
  ['a b c', ['a', 'a b', 'a b c', 'b'], ['a', 'a b', 'a b c', 'b']],
])('in “%s” %j is met as %j', (text, phrases, expected) => {
  expect(met(text, ...phrases)).toEqual(expected);
});

test('a word of one language means nothing in the other', () => {
  const english = matcher(['con'], 'en');
  expect(english.find('Este plan es para hablar con los padres y con la directora.')).toEqual([]);
  expect(english.find('This is a con, and the money is gone.')).toHaveLength(1);
  // Where it cannot be told.
  expect(english.find('con')).toHaveLength(1);
});
