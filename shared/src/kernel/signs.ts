/**
 * Letters of these scripts take their shape from their neighbours, so a joiner between two of them is spelling: the
 * zero-width non-joiner of Persian, the joiner of Sinhala.
 */
const JOINING = [
  ...['Arabic', 'Syriac', 'Mongolian', 'Nko', 'Adlam', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya'],
  ...['Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Khmer', 'Myanmar', 'Tibetan', 'Thai', 'Lao', 'Balinese'],
]
  .map((script) => `\\p{Script=${script}}`)
  // Vowel signs that several of them share, and the line that draws Arabic words out.
  .concat('\\u0640\\u064b-\\u065f\\u0670')
  .join('');

/** After these a joiner makes another letter of the one before, also at the end of a word. */
const VIRAMAS = '\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca';

/** Joiners where they are no spelling: nobody sees them there. Emoji are joined to families and professions. */
const STRAY_JOINERS = new RegExp(
  [
    `\\u200c(?!(?<=[${JOINING}]\\u200c)(?=[${JOINING}]))`,
    `\\u200d(?!(?<=[${JOINING}]\\u200d)(?=[${JOINING}])|(?<=[\\p{Script=Arabic}${VIRAMAS}]\\u200d)` +
      `|(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f]\\u200d)(?=\\p{Extended_Pictographic}))`,
  ].join('|'),
  'gu',
);

/**
 * Signs that nobody sees or that turn the direction of writing: controls but tab and line feed, soft hyphen, marks and
 * overrides of direction (Unicode TR 9), spaces and fillers without width, byte-order mark.
 */
const UNSEEN =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]/gu;
/** Letters of another plane that nobody sees. Three flags are written with them, which begin with a black one. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007f}]+)|[\u{e0000}-\u{e00ff}]/gu;

/** What ends a line, whoever wrote it: old and new systems, Unicode, word processors. */
const LINE_ENDS = /\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g;

/** Marks that go over and under any letter. No writing puts more than a few on one; hundreds run over the lines beside. */
const ACCENT = '[\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]';
const HEAPS = new RegExp(`(${ACCENT}{6})${ACCENT}+|(\\p{M}{12})\\p{M}+`, 'gu');
/** The same in a name, where three accents are one too many. Burmese stacks up to seven marks of its own. */
const HEAP_IN_NAME = new RegExp(`${ACCENT}{3}|\\p{M}{9}`, 'u');

/** Something an eye can see: not blanks, not marks without a letter, nor the empty sign of Braille. */
const SEEN = /[^\s\p{M}\p{Cc}\p{Cf}\p{Cs}\p{Z}\u115f\u1160\u2800\u3164\uffa0]/u;

/** The text without what nobody sees, and with the line ends of everybody. */
export function cleaned(text: string): string {
  return text
    .toWellFormed()
    .replace(LINE_ENDS, '\n')
    .replace(UNSEEN, '')
    .replace(TAGS, '$1')
    .replace(STRAY_JOINERS, '')
    .replace(HEAPS, '$1$2');
}

/** Whether there is anything to be seen. */
export function isSeen(text: string): boolean {
  return SEEN.test(text);
}

/** Whether a name has signs that nobody sees, that turn the direction of writing, or that pile up over a letter. */
export function hidesSigns(name: string): boolean {
  return HEAP_IN_NAME.test(name) || /[\n\u2800]/.test(name) || cleaned(name) !== name;
}
