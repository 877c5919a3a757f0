/** Letters that Unicode takes for whole ones, though people look for them by the plain one. */
const PLAIN: Readonly<Record<string, string>> = {
  ...{ đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th', ʻ: '', '’': "'" },
};
const LETTERS = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

/** Without case, accents and strokes: `Đặng` is found by `dang`, `Łukasz` by `lukasz`, `Søren` by `soren`. */
export function folded(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\p{M}/gu, '');
  return bare.replace(LETTERS, (letter) => PLAIN[letter] ?? letter).trim();
}
