const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** So much is looked at beyond a cut: more than any sign that people write. */
const LONGEST = 64;

/** The first sign as an eye sees it: a letter with its marks, an emoji with all its parts. Empty where there is none. */
export function firstSign(text: string): string {
  const [first] = segmenter.segment(text);
  return first?.segment ?? '';
}

/** The beginning of a text, at most so many units long, without half a sign at its end. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const whole = segmenter.segment(text.slice(0, most + LONGEST)).containing(most)?.index ?? most;
  // Nobody writes one sign of that length; half of it is as good as any.
  return whole > 0 ? text.slice(0, whole) : text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}
