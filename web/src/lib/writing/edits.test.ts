import { expect, test } from '@jest/globals';
import { continueLine, insertBlocks, linkOf, toggleLines, toggleMark, type Edit, type Selected } from './edits.ts';

/** `|` is the caret, `⟦` and `⟧` the ends of a selection. */
function read(drawn: string): Selected {
  const text = drawn.replace(/[|⟦⟧]/g, '');
  const [from, to] = drawn.includes('⟦')
    ? [drawn.indexOf('⟦'), drawn.indexOf('⟧') - 1]
    : [drawn.indexOf('|'), drawn.indexOf('|')];
  return { text, from, to };
}

function draw({ text }: Selected, { from, to, insert, selected: [start, end] }: Edit): string {
  const after = text.slice(0, from) + insert + text.slice(to);
  if (start === end) return `${after.slice(0, start)}|${after.slice(start)}`;
  return `${after.slice(0, start)}⟦${after.slice(start, end)}⟧${after.slice(end)}`;
}

const nothing: Edit = { from: 0, to: 0, insert: '', selected: [0, 0] };
const done = (drawn: string, edit: (selected: Selected) => Edit) => draw(read(drawn), edit(read(drawn)));

test.each([
  ['the ⟦old⟧ bus', 'the ⟦**old**⟧ bus'],
  ['the ⟦**old**⟧ bus', 'the ⟦old⟧ bus'],
  ['the **⟦old⟧** bus', 'the ⟦old⟧ bus'],
  ['the *⟦old⟧* bus', 'the *⟦**old**⟧* bus'],
  ['the⟦ old ⟧bus', 'the ⟦**old**⟧ bus'],
  ['the o|ld bus', 'the ⟦**old**⟧ bus'],
  ['the b⟦us⟧', 'the ⟦**bus**⟧'],
  ['the |', 'the **|**'],
  ['the **|**', 'the |'],
  ['- ⟦**one**\n- **two**⟧', '- ⟦one\n- two⟧'],
  ['⟦- **one**\n- two⟧', '- ⟦**one**\n- **two**⟧'],
  ['⟦- one\n- two\n\n> three⟧', '- ⟦**one**\n- **two**\n\n> **three**⟧'],
])('bold: %j becomes %j', (before, after) => {
  expect(done(before, (selected) => toggleMark(selected, '**'))).toBe(after);
});

test.each([
  ['the ⟦old⟧ bus', 'the ⟦*old*⟧ bus'],
  ['the **⟦old⟧** bus', 'the **⟦*old*⟧** bus'],
  ['the ***⟦old⟧*** bus', 'the **⟦old⟧** bus'],
])('italic: %j becomes %j', (before, after) => {
  expect(done(before, (selected) => toggleMark(selected, '*'))).toBe(after);
});

test.each([
  ['bullet', '|', '- |'],
  ['bullet', 'We need:\n⟦bus\ndriver⟧', 'We need:\n\n⟦- bus\n- driver⟧'],
  ['bullet', '⟦- bus\n- driver⟧', '⟦bus\ndriver⟧'],
  ['bullet', '⟦1. bus\n2. driver⟧', '⟦- bus\n- driver⟧'],
  ['number', '⟦bus\n\ndriver\n⟧rest', '⟦1. bus\n\n2. driver⟧\nrest'],
  ['number', '- one\n|', '- one\n1. |'],
  ['quote', 'a\n⟦b\nc⟧', 'a\n⟦> b\n> c⟧'],
  ['quote', '⟦> b\n> c⟧', '⟦b\nc⟧'],
  ['heading', 'Pl|an', '## Plan|'],
  ['heading', '## Pl|an', 'Plan|'],
] as const)('%s: %j becomes %j', (line, before, after) => {
  expect(done(before, (selected) => toggleLines(selected, line))).toBe(after);
});

test.each([
  ['- bus|', '- bus\n- |'],
  ['  9. bus| late', '  9. bus\n  10. | late'],
  ['> said|', '> said\n> |'],
  ['- bus\n- |', '- bus\n|'],
])('Enter: %j becomes %j', (before, after) => {
  expect(done(before, (selected) => continueLine(selected) ?? nothing)).toBe(after);
});

test.each(['bus|', '-|', '|- bus', '⟦- bus⟧', '2024. A year|'.replace('2024', '12345')])(
  'Enter: %j is an ordinary one',
  (drawn) => {
    expect(continueLine(read(drawn))).toBeNull();
  },
);

test('a link has the words of the selection, an address without words shows itself, and no sign of either ends it', () => {
  const at = read('see ⟦the plan⟧');
  expect(draw(at, linkOf(at, 'the plan', 'school.example/a (1)'))).toBe('see [the plan](school.example/a%20%281%29)|');
  expect(draw(at, linkOf(at, ' ', 'school.example'))).toBe('see school.example|');
  expect(draw(at, linkOf(at, 'plan [new]', 'https://a.example'))).toBe('see [plan \\[new\\]](https://a.example)|');
});

test('blocks stand apart from what is around them, words do not', () => {
  expect(done('before|after', (at) => insertBlocks(at, '- a\n- b'))).toBe('before\n\n- a\n- b|\n\nafter');
  expect(done('before\n|', (at) => insertBlocks(at, '- a\n- b'))).toBe('before\n\n- a\n- b|');
  expect(done('before |after', (at) => insertBlocks(at, '**a**'))).toBe('before **a**|after');
});
