import { describe, expect, test } from '@jest/globals';
import { commands } from '@hearth/shared/contract';
import { findStudentInformation, type Finding } from '@hearth/shared/student-information/find';
import { LAST_EN, LAST_ES } from './student-information/last-voices.ts';
import { MORE_EN, MORE_ES } from './student-information/more-voices.ts';
import type { Labelled } from './student-information/labelled.ts';
import { english } from './student-information/sentences.ts';
import { spanish } from './student-information/sentences-es.ts';
import { VOICES_EN, VOICES_ES } from './student-information/voices.ts';
import { z } from 'zod';

/** A sentence, and the places that tell of a child. */
interface Marked {
  readonly text: string;
  readonly places: readonly (readonly [start: number, end: number])[];
}

/** "my son {Diego} is here": what stands in braces is to be found, and nothing in a sentence without any. */
function marked(sentence: string): Marked {
  const parts = sentence.split(/[{}]/);
  const places: [number, number][] = [];
  let text = '';
  parts.forEach((part, at) => {
    if (at % 2 === 1) places.push([text.length, text.length + part.length]);
    text += part;
  });
  return { text, places };
}

interface Measured {
  readonly sentences: number;
  readonly recall: number;
  readonly falseAlarms: number;
}

function measure(sentences: readonly string[], others: readonly Labelled[]): Measured {
  const voices = sentences.map(marked).map(({ text, places }) => {
    const found = findStudentInformation(text);
    const hits = places.filter(([start, end]) => found.some((one) => one.start < end && one.end > start));
    return { wanted: places.length, hits: hits.length, isMarked: found.length > 0 };
  });
  const labelled = others.map(({ text, tells }) => {
    const found = findStudentInformation(text);
    const hits = tells.filter((kind) => found.some((one) => one.kind === kind));
    return { wanted: tells.length, hits: hits.length, isMarked: found.length > 0 };
  });
  const all = [...voices, ...labelled];
  const clean = all.filter(({ wanted }) => wanted === 0);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  return {
    sentences: all.length,
    recall: sum(all.map(({ hits }) => hits)) / sum(all.map(({ wanted }) => wanted)),
    falseAlarms: clean.filter(({ isMarked }) => isMarked).length / clean.length,
  };
}

describe('of what people write', () => {
  const english_ = measure([...VOICES_EN, ...MORE_EN, ...LAST_EN], english);
  const spanish_ = measure([...VOICES_ES, ...MORE_ES, ...LAST_ES], spanish);

  test.each([
    ['English', english_],
    ['Spanish', spanish_],
  ])(
    'at least nine of ten places that tell of a child are found, and one sentence of twenty at most is marked for nothing: %s',
    (language, { sentences, recall, falseAlarms }) => {
      const said = `${language}: recall ${recall.toFixed(3)}, false alarms ${falseAlarms.toFixed(3)} of ${sentences} sentences`;
      console.log(said);
      expect(sentences).toBeGreaterThanOrEqual(150);
      expect(recall).toBeGreaterThanOrEqual(0.9);
      expect(falseAlarms).toBeLessThanOrEqual(0.05);
    },
  );
});

const found = (text: string) =>
  findStudentInformation(text).map(({ kind, start, end }) => [kind, text.slice(start, end)] as const);

test('each finding says what it is of, in the text’s order', () => {
  expect(found('My son Diego has asthma. His student ID is 00482913, he was born on March 14, 2015.')).toEqual([
    ['name', 'Diego'],
    ['health', 'asthma'],
    ['number', '00482913'],
    ['birth-date', 'March 14, 2015'],
  ]);
  expect(found('Ms. Diego has asthma.')).toEqual([]);
});

/** The text with the first offer of each finding taken, until nothing is found any more. */
function mended(text: string): string {
  let now = text;
  for (let turn = 0; turn < 10; turn++) {
    const [first] = findStudentInformation(now).filter(({ offers }) => offers.length > 0);
    const offer = first?.offers[0];
    if (!offer) return now;
    now = now.slice(0, offer.start) + offer.words + now.slice(offer.end);
  }
  return now;
}

test.each([
  ['My son Diego cries every morning.', 'My son cries every morning.'],
  [
    'I need ideas for Jada, a 4th grader who reads little.',
    'I need ideas for a 4th grader, a 4th grader who reads little.',
  ],
  ['La alumna Paola no trajo el permiso.', 'La alumna no trajo el permiso.'],
  ['Camila, una niña de cuarto grado, muerde.', 'Una estudiante de cuarto, una niña de cuarto grado, muerde.'],
  ['She was born on March 14, 2015, is she old enough?', 'She was born in 2015, is she old enough?'],
  ['Mi hija nació el 14 de marzo de 2015.', 'Mi hija nació en 2015.'],
  ['My son has asthma.', 'A student has asthma.'],
  ['Student ID 00482913 is wrong.', 'Student ID (number left out) is wrong.'],
])('other words for “%s” say the same, and are not marked again', (before, after) => {
  expect(mended(before)).toBe(after);
  expect(findStudentInformation(after)).toEqual([]);
});

/** What makes work for each rule, over and over. */
const WORST = [
  ...[
    'a',
    'A ',
    'é ',
    '.',
    'a\n',
    '1-',
    '👩‍👧 ',
    ' ',
    'Ana ',
    'Ana, ',
    'Ana de la ',
    'Ana y ',
    'my son ',
    'my son Diego asma de ',
  ],
  ...[
    'student id 1234 ',
    '1234 id ',
    'born 1/2/2015 ',
    'my son asthma ',
    'plan 504 de plan ',
    'Ana he is in ',
    'named Ana ',
    "Ana's IEP ",
  ],
];

function lasts(text: string): number {
  const begin = performance.now();
  findStudentInformation(text);
  return performance.now() - begin;
}

test.each(WORST)('four times as many signs take four times as long, not sixteen times: “%s” over and over', (sign) => {
  const long = sign.repeat(20_000).slice(0, 20_000);
  const short = long.slice(0, 5_000);
  // The quickest of each: other work on the machine makes a run slower, never quicker.
  let [quickest, quickestOfShort] = [Infinity, Infinity];
  for (let turn = 0; turn < 100; turn++) {
    quickestOfShort = Math.min(quickestOfShort, lasts(short), lasts(short));
    quickest = Math.min(quickest, lasts(long));
    if (turn > 4 && quickest <= 10 * quickestOfShort + 0.2) break;
  }
  expect(quickest).toBeLessThanOrEqual(10 * quickestOfShort + 0.2);
});

test('every place is one of the text, and none is marked twice', () => {
  const texts = [...VOICES_EN, ...VOICES_ES, ...MORE_EN, ...MORE_ES].map((one) => marked(one).text);
  const isApart = (some: readonly Finding[]) =>
    some.every(({ start, end }, at) => start < end && start >= (some[at - 1]?.end ?? 0));
  const all = texts.join('\n');
  expect(isApart(findStudentInformation(all))).toBe(true);
  expect(findStudentInformation(all).every(({ end }) => end <= all.length)).toBe(true);
});

/** Words that are no posts: what people are called, what an office hour or a group is about, what only hosts read, what a picture shows. */
const ASKED_OF_NOBODY = new Set([
  'account.edit-profile',
  'room.schedule',
  'room.edit',
  'question.dismiss',
  'group.create',
  'group.edit',
  'board.create',
  'board.edit',
  'library.version',
  // Read by nobody else.
  'draft.save',
  'bookmark.set',
  'saved.keep',
  'desk.save-view',
  // Read by moderators alone, who must know whom it is about.
  'report.make',
  'complaint.make',
]);

test('a command with words that others read says so, and takes them as they are once somebody wants that', () => {
  const withWords = commands.filter(({ input }) =>
    Object.keys(shapeOf(input)).some((name) => /^(?:text|note|title|purpose|bio|reason|description)$/.test(name)),
  );
  const others = withWords.filter(({ publishes, name }) => publishes.length === 0 && !ASKED_OF_NOBODY.has(name));
  expect(others.map(({ name }) => name)).toEqual([]);
  const asked = new Set<string>(withWords.flatMap(({ publishes, name }) => (publishes.length > 0 ? [name] : [])));
  expect([...ASKED_OF_NOBODY].filter((name) => asked.has(name))).toEqual([]);
  for (const { publishes, input } of commands.filter((one) => one.publishes.length > 0)) {
    const shape = shapeOf(input);
    expect(Object.keys(shape)).toEqual(expect.arrayContaining([...publishes, 'asItIs']));
  }
});

function shapeOf(input: (typeof commands)[number]['input']): Readonly<Record<string, unknown>> {
  if ('shape' in input) return input.shape;
  // Of several shapes all that may be named.
  const options = 'options' in input ? input.options : [];
  return Object.assign({}, ...options.map((one) => (one instanceof z.ZodObject ? one.shape : {})));
}
