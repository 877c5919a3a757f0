/** Wall times are written as forms send them: `2026-03-08T02:30`. */
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Creating a format costs a hundred times as much as using it. There are some hundred zones, and many ways to write them. */
const MOST_FORMATS = 1_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit' },
    });
  if (formats.size >= MOST_FORMATS) formats.clear();
  formats.set(timeZone, format);
  return format;
}

/** What clocks in a zone show at a moment. */
export function wallOf(ms: number, timeZone: string): string {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}

const asUtc = (wall: string) => Date.parse(`${wall}Z`);

/** How much clocks in a zone are ahead of UTC, in milliseconds. */
const ahead = (ms: number, zone: string) => asUtc(wallOf(ms, zone)) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;

/**
 * When clocks in a zone show this, in milliseconds since 1970: mostly once. Never where a clock change skips it, twice where
 * clocks are put back over it. Empty as well for what is no time.
 */
export function momentsOf(wall: string, zone: string): number[] {
  const utc = asUtc(wall);
  if (Number.isNaN(utc)) return [];
  // No zone changes its clocks twice within two days.
  const offsets = new Set([ahead(utc - DAY_MS, zone), ahead(utc + DAY_MS, zone)]);
  return [...offsets]
    .map((offset) => utc - offset)
    .filter((ms) => wallOf(ms, zone) === wallOf(utc, 'UTC'))
    .sort((a, b) => a - b);
}

/** The first moment after a wall time that a clock change skips. */
export function afterGap(wall: string, zone: string): number {
  const utc = asUtc(wall);
  // Clocks change between these two, at a full minute.
  let [before, after] = [utc - DAY_MS, utc + DAY_MS];
  const old = ahead(before, zone);
  while (after - before > MINUTE_MS) {
    const middle = Math.floor((before + after) / 2 / MINUTE_MS) * MINUTE_MS;
    if (ahead(middle, zone) === old) before = middle;
    else after = middle;
  }
  return after;
}
