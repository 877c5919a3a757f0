import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';

const NOW = Date.parse('2027-01-26T18:00:00Z');
const NOVEMBER = '2026-11-28T07:46:00Z';
/** Sunday, 11 pm in Chicago: Monday by UTC. */
const SUNDAY = '2027-01-25T05:00:00Z';

/** What is written on a device in Chicago. A process has one zone, so this asks another one. */
function inChicago(locale: 'en' | 'es'): Record<string, string> {
  const code = `
    import { registerHooks } from 'node:module';
    // Vite's word for it, which Node does not know.
    const known = (source) => String(source).replace('import.meta.env.SSR', 'true');
    registerHooks({
      load(url, context, next) {
        const loaded = next(url, context);
        return url.endsWith('/runtime.js') ? { ...loaded, source: known(loaded.source) } : loaded;
      },
    });
    const { overwriteGetLocale } = await import('./runtime.js');
    const { absolute, ago, clock } = await import('../text/time.ts');
    overwriteGetLocale(() => '${locale}');
    console.log(JSON.stringify({
      clock: clock(Date.parse('${NOVEMBER}')),
      weeks: ago('${NOVEMBER}', ${NOW}),
      thisYear: ago('2027-01-05T18:00:00Z', ${NOW}),
      soon: absolute('2027-01-28T07:46:00Z', ${NOW}),
      here: absolute('${NOVEMBER}', ${NOW}),
      there: absolute('${NOVEMBER}', ${NOW}, 'America/New_York'),
      utc: absolute('${NOVEMBER}', ${NOW}, 'UTC'),
      sunday: ago('${SUNDAY}', ${NOW}),
      sundayByUtc: ago('${SUNDAY}', ${NOW}, 'UTC'),
    }));`;
  const env = { ...process.env, TZ: 'America/Chicago' };
  const cwd = new URL('../paraglide/', import.meta.url);
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd, env, encoding: 'utf8' });
  // Spaces that do not break are spaces to a reader.
  return JSON.parse(said.replace(/[^\S\n]/gu, ' '));
}

describe.each([
  ['en', '1:46 AM', 'Nov 28, 2026', '2 days ago', 'yesterday', 'Sat, Nov 28, 2026, 1:46 AM', /2:46 AM Eastern Time$/],
  [
    'es',
    '1:46 a.m.',
    '28 nov 2026',
    'anteayer',
    'ayer',
    'sáb, 28 de nov de 2026, 1:46 a.m.',
    /2:46 a.m. hora oriental$/,
  ],
] as const)('in %s', (locale, time, date, two, one, full, named) => {
  let said: Record<string, string>;
  beforeAll(() => void (said = inChicago(locale)));

  test('R9: what is a week old is told by its date, with the year where it is another one', () => {
    expect(said).toMatchObject({ weeks: date, here: full });
    expect(said['thisYear']).not.toMatch(/20\d\d/);
    expect(said['soon']).not.toMatch(/20\d\d/);
  });

  test('R9: days are those of the reader’s calendar', () => {
    expect(said).toMatchObject({ sunday: two, sundayByUtc: one });
  });

  test('U3: one’s own time needs no zone; another one is named in words', () => {
    expect(said).toMatchObject({ clock: time, here: full, there: expect.stringMatching(named) });
    expect(said['utc']).toMatch(/UTC$/);
  });
});
