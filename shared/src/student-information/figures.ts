import type { Run, Sentence, Token } from './reading.ts';
import { is, months } from './vocabulary.ts';

const NEAR = 9;

/** Numbers that a school knows a child by. */
export function studentNumbers({ tokens }: Sentence, isAboutChild: boolean): Run[] {
  const found: Run[] = [];
  tokens.forEach((token, at) => {
    const digits = token.word.replace(/-/g, '');
    if (/^\d{3}-\d{2}-\d{4}$/.test(token.word)) found.push({ from: at, to: at });
    else if (/^\d{4,12}$/.test(digits) && isStudentNumber(tokens, at, isAboutChild)) found.push(joined(tokens, at));
  });
  return found;
}

/** "A-209981" and "PEGJ150314HDFRRN09" are one. */
function joined(tokens: readonly Token[], at: number): Run {
  let [from, to] = [at, at];
  while (from > 0 && at - from < 3 && tokens[from]?.isJoined && /^(?:[a-z]{1,4}|-)$/.test(tokens[from - 1]?.word ?? ''))
    from--;
  while (to - at < 3 && tokens[to + 1]?.isJoined && /^[a-z\d]+$/.test(tokens[to + 1]?.word ?? '')) to++;
  return { from, to };
}

const ALONE = /^(?:matricula|expediente|ssid|curp|ssn)$/;
const NUMBER = /^(?:id|number|no|num|numero|nro|pin|code|clave|codigo|identificacion|#)$/;
const OTHER =
  /^(?:zoom|meeting|webinar|reunion|grant|beca|order|pedido|case|caso|form|room|call|llamen|phone|tel|telefono|ext|invoice|passcode|bus|po)$/;
/** "up from 4120 to 4388": how many there are. */
const COUNTED = /^(?:from|went|grew|rose|fell|over|about|subio|bajo|aumento)$/;
const WHOSE =
  /^(?:student|pupil|sis|lunch|alumn[oa]|estudiante|almuerzo|matricula|escolar|child|kid|son|daughter|hij[oa]|nin[oa])$/;

function isStudentNumber(tokens: readonly Token[], at: number, isAboutChild: boolean): boolean {
  for (let before = at - 1; before >= 0 && before >= at - NEAR; before--) {
    const word = tokens[before]?.word ?? '';
    if (OTHER.test(word) || COUNTED.test(word) || /^\d{4,}$/.test(word)) return false;
    if (ALONE.test(word)) return true;
    if (!NUMBER.test(word)) continue;
    const around = tokens.slice(Math.max(0, before - 3), at);
    if (around.some(({ word: near }) => OTHER.test(near))) return false;
    const isIts = around.some(({ word: near }) => WHOSE.test(near));
    return isIts || (isAboutChild && /^(?:id|identificacion)$/.test(word));
  }
  return false;
}

const ALWAYS = /^(?:dob|nacimiento|nac|birthdate)$/;
const BORN = /^(?:born|birthday|bday|birth|turned|turns|turning|nacio|nacid[oa]|cumpleanos|cumplio|cumple)$/;
/** A school has a birthday as well. */
const OURS = /^(?:we|our|nosotros|school|escuela|programa|program|district|distrito|network|club|union)$/;

/** Days on which a child was born. */
export function birthDates({ tokens }: Sentence, isAboutChild: boolean): Run[] {
  const dates: DateRun[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const date = dateAt(tokens, at);
    if (!date) continue;
    dates.push(date);
    at = date.to;
  }
  if (dates.length === 0) return [];
  const isChilds =
    isAboutChild || tokens.some(({ bits, word }) => bits & is.child || /^(?:he|she|his|her|ella)$/.test(word));
  const isOurs = tokens.some(({ word }) => OURS.test(word));
  return dates.filter((date) => isBirth(tokens, date, isChilds, isOurs));
}

function isBirth(tokens: readonly Token[], { from, year }: DateRun, isChilds: boolean, isOurs: boolean): boolean {
  if (year !== null && year < 2000) return false;
  const before = tokens.slice(Math.max(0, from - NEAR), from);
  const last = before.findLastIndex(({ word }) => ALWAYS.test(word) || BORN.test(word));
  const word = before[last]?.word ?? '';
  if (last === -1) return initials(before);
  if (
    ALWAYS.test(word) ||
    (word === 'birth' && /^(?:date)$/.test(before[last - 2]?.word ?? before[last + 1]?.word ?? ''))
  )
    return true;
  return isChilds || (year !== null && year > 2002 && !isOurs && !/^(?:born|turn)/.test(word));
}

/** "d.o.b.", "f. nac." */
const initials = (before: readonly Token[]): boolean =>
  /d\.?o\.?b/.test(
    before
      .slice(-6)
      .map(({ word }) => word)
      .join(''),
  );

interface DateRun extends Run {
  readonly year: number | null;
}

const full = (year: string | undefined): number | null =>
  year === undefined
    ? null
    : year.length === 4
      ? Number(year)
      : Number(year) > 40
        ? 1900 + Number(year)
        : 2000 + Number(year);

function dateAt(tokens: readonly Token[], at: number): DateRun | null {
  const word = (ahead: number) => tokens[at + ahead]?.word ?? '';
  if (!months.has(word(0)) && !/^\d/.test(word(0))) return null;
  const figures = /^\d{1,2}([./-])\d{1,2}\1(\d{4}|\d{2})$/.exec(word(0)) ?? /^((\d{4}))-\d{2}-\d{2}$/.exec(word(0));
  if (figures) return { from: at, to: at, year: full(figures[2]) };
  const isDay = (one: string) => /^(?:[1-9]|[12]\d|3[01])$/.test(one);
  if (months.has(word(0))) {
    const dot = word(1) === '.' ? 1 : 0;
    if (!isDay(word(1 + dot))) return null;
    const day = 1 + dot + (/^(?:st|nd|rd|th)$/.test(word(2 + dot)) ? 1 : 0);
    return withYear(tokens, at, day);
  }
  if (!isDay(word(0))) return null;
  const suffix = /^(?:st|nd|rd|th|o|º)$/.test(word(1)) ? 1 : 0;
  const of = /^(?:of|de)$/.test(word(1 + suffix)) ? 1 : 0;
  return months.has(word(1 + suffix + of)) ? withYear(tokens, at, 1 + suffix + of) : null;
}

function withYear(tokens: readonly Token[], at: number, last: number): DateRun {
  const skipped = /^(?:,|de|del)$/.test(tokens[at + last + 1]?.word ?? '') ? 1 : 0;
  const year = tokens[at + last + 1 + skipped]?.word ?? '';
  return /^(?:19|20)\d\d$/.test(year)
    ? { from: at, to: at + last + 1 + skipped, year: Number(year) }
    : { from: at, to: at + last, year: null };
}
