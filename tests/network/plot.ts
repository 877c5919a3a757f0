/** A line of a plot. Where `y` is no number the line has a gap. */
export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Plot {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly Series[];
  /** What happened when. */
  readonly marks: readonly { readonly x: number; readonly name: string }[];
}

const [WIDTH, HEIGHT] = [960, 220];
const FRAME = { left: 64, right: 16, top: 34, bottom: 26 };
/** Hours of the day. */
const MOST_X = 24;
/** Told apart without colour vision, on light and dark (Okabe and Ito, 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];

/** One day as a picture: hours from left to right, from zero to the highest value. */
export function svgOf({ title, unit, series, marks }: Plot): string {
  const highest = niceAbove(
    Math.max(...series.flatMap(({ points }) => points.map(({ y }) => y)).filter(Number.isFinite), 0),
  );
  const x = (hour: number) => FRAME.left + (hour / MOST_X) * (WIDTH - FRAME.left - FRAME.right);
  const y = (value: number) => HEIGHT - FRAME.bottom - (value / highest) * (HEIGHT - FRAME.top - FRAME.bottom);
  const parts = [
    `<text x="${FRAME.left}" y="16" font-weight="600">${title}</text>`,
    ...[0, 0.5, 1].map((part) => ruler(y(part * highest), `${shown(part * highest)} ${unit}`)),
    ...[0, 6, 12, 18, 24].map(
      (hour) => `<text x="${x(hour)}" y="${HEIGHT - 8}" text-anchor="middle">${hour}:00</text>`,
    ),
    ...marks.map((mark) => happening(x(mark.x), mark.name)),
    ...series.map(
      ({ points }, n) =>
        `<path d="${lineThrough(points, x, y)}" fill="none" stroke="${colour(n)}" stroke-width="1.5"/>`,
    ),
    ...series.map(({ name }, n) => legend(name, n, series.length)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12" fill="#777">${parts.join('')}</svg>`;
}

function ruler(at: number, label: string): string {
  const line = `<line x1="${FRAME.left}" x2="${WIDTH - FRAME.right}" y1="${at}" y2="${at}" stroke="#8884"/>`;
  return `${line}<text x="${FRAME.left - 6}" y="${at + 4}" text-anchor="end">${label}</text>`;
}

function happening(at: number, name: string): string {
  const line = `<line x1="${at}" x2="${at}" y1="${FRAME.top}" y2="${HEIGHT - FRAME.bottom}" stroke="#8888" stroke-dasharray="3 3"/>`;
  return `<g><title>${name}</title>${line}</g>`;
}

function legend(name: string, n: number, count: number): string {
  const at = WIDTH - FRAME.right - (count - n) * 150;
  return `<rect x="${at}" y="8" width="10" height="10" fill="${colour(n)}"/><text x="${at + 15}" y="17">${name}</text>`;
}

function lineThrough(points: Series['points'], x: (hour: number) => number, y: (value: number) => number): string {
  let isDown = false;
  const steps = points.map((point) => {
    const step = Number.isFinite(point.y)
      ? `${isDown ? 'L' : 'M'}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`
      : '';
    isDown = step !== '';
    return step;
  });
  return steps.join('');
}

function colour(n: number): string {
  return COLOURS[n % COLOURS.length] ?? '#000';
}

/** The next of 1, 2, 5, 10, 20 … */
function niceAbove(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}

function shown(value: number): string {
  return value >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
}
