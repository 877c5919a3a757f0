import { getLocale } from '../paraglide/runtime.js';

/** `15 minutes`, `1 hora`, `1 day`. */
export function timeSpan(minutes: number): string {
  const [n, unit] =
    minutes % 1_440 === 0
      ? [minutes / 1_440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return new Intl.NumberFormat(getLocale(), { style: 'unit', unit, unitDisplay: 'long' }).format(n);
}
