import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The custom properties of the block that begins with `opening`. */
function tokensOf(opening: string): ReadonlyMap<string, string> {
  const from = css.indexOf(opening);
  const block = css.slice(from, css.indexOf('}', from));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2's contrast of two colours. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const pairs = [
  ...['paper', 'surface', 'sun-soft'].flatMap((ground) =>
    ['ink', 'quiet', 'ember', 'pine', 'berry'].map((text) => [text, ground]),
  ),
  ['on-ember', 'ember'],
  ['on-sun', 'sun'],
  ['on-berry', 'berry'],
  ...Array.from({ length: 8 }, (_, n) => ['on-face', `face-${n}`]),
] as const;

const themes = [
  ['light', tokensOf(':root {')],
  ['dark', tokensOf(":root[data-theme='dark'] {")],
] as const;

for (const [theme, tokens] of themes) {
  test.each(pairs)(`in the ${theme} theme %s on %s can be read`, (text = '', ground = '') => {
    expect(contrast(tokens.get(text) ?? '', tokens.get(ground) ?? '')).toBeGreaterThanOrEqual(4.5);
  });
}

test('the dark theme is the same, chosen by the device or by the switch', () => {
  expect(tokensOf(":root:not([data-theme='light']) {")).toEqual(tokensOf(":root[data-theme='dark'] {"));
});
