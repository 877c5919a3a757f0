import type { BsonValue, Document, Maybe } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { isNumeric, toNumber } from '../values/numbers.ts';
import { compareStrings } from '../values/order.ts';
import { typeName } from '../values/types.ts';
import {
  binary,
  inTurn,
  isNothing,
  named,
  nullFirst,
  operator,
  unary,
  wholeNumber,
  type Operators,
} from './expression-operator.ts';
import { codePoints, coercedText } from './expression-text.ts';
import { compileRegex } from './regex.ts';

function concatenate(values: Iterable<Maybe>): string | null {
  let text = '';
  for (const value of values) {
    if (isNothing(value)) return null;
    if (typeof value !== 'string') throw location(16702, `$concat only supports strings, not ${typeName(value)}`);
    text += value;
  }
  return text;
}

/** Only ASCII letters change case, as in MongoDB. */
const upper = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function requiredText(value: Maybe, name: string, code: number): string {
  if (typeof value === 'string') return value;
  throw location(code, `${name} requires a string argument, found: ${typeName(value)}`);
}

function substringOfPoints(text: Maybe, from: Maybe, count: Maybe): string {
  const start = wholeNumber(from, "$substrCP's starting index", 34450);
  const length = wholeNumber(count, "$substrCP's length", 34452);
  if (start < 0) throw location(34455, '$substrCP: the starting index must be a non-negative integer.');
  if (length < 0) throw location(34454, '$substrCP: length must be a non-negative integer.');
  return codePoints(coercedText(text))
    .slice(start, start + length)
    .join('');
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function substringOfBytes(text: Maybe, from: Maybe, count: Maybe): string {
  const start = isNumeric(from) ? Math.trunc(toNumber(from)) : NaN;
  const length = isNumeric(count) ? Math.trunc(toNumber(count)) : NaN;
  if (Number.isNaN(start)) throw location(16034, '$substrBytes: starting index must be a numeric type');
  if (Number.isNaN(length)) throw location(16035, '$substrBytes: length must be a numeric type');
  if (start < 0) throw location(50752, '$substrBytes: starting index must be non-negative');
  const bytes = Buffer.from(coercedText(text));
  const end = length < 0 ? bytes.length : start + length;
  if (isContinuation(bytes[start]))
    throw location(28656, '$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.');
  if (isContinuation(bytes[end]))
    throw location(28657, '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.');
  return bytes.subarray(start, end).toString();
}

function indexOfPoints([text, wanted, from, to]: readonly Maybe[]): BsonValue {
  if (isNothing(text)) return null;
  if (typeof text !== 'string')
    throw location(40093, `$indexOfCP requires a string as the first argument, found: ${typeName(text)}`);
  if (typeof wanted !== 'string')
    throw location(40094, `$indexOfCP requires a string as the second argument, found: ${typeName(wanted)}`);
  const points = codePoints(text);
  const start = from === undefined ? 0 : wholeNumber(from, '$indexOfCP starting index', 40096);
  const end = to === undefined ? points.length : wholeNumber(to, '$indexOfCP ending index', 40096);
  if (start < 0 || end < 0) throw location(40097, '$indexOfCP requires nonnegative indexes');
  if (start > points.length) return -1;
  const found = points.slice(start, Math.max(start, end)).join('').indexOf(wanted);
  const between = points.slice(start, Math.max(start, end)).join('').slice(0, Math.max(0, found));
  return found < 0 ? -1 : start + codePoints(between).length;
}

function split(text: Maybe, separator: Maybe): BsonValue {
  if (isNothing(text) || isNothing(separator)) return null;
  if (typeof text !== 'string')
    throw location(
      40085,
      `$split requires an expression that evaluates to a string as a first argument, found: ${typeName(text)}`,
    );
  if (typeof separator !== 'string')
    throw location(
      40086,
      `$split requires an expression that evaluates to a string as a second argument, found: ${typeName(separator)}`,
    );
  if (separator === '') throw location(40087, '$split requires a non-empty separator');
  return text.split(separator);
}

const trimming = (left: boolean, right: boolean) =>
  named(['input'], ['chars'], (value, name) => {
    const input = value('input');
    const characters = value('chars');
    if (isNothing(input) || characters === null) return null;
    if (typeof input !== 'string')
      throw location(50699, `${name} requires its input to be a string, got ${typeName(input)}`);
    if (characters !== undefined && typeof characters !== 'string') {
      throw location(50700, `${name} requires 'chars' to be a string, got ${typeName(characters)}`);
    }
    const set = new Set(codePoints(characters ?? WHITE_SPACE));
    const points = codePoints(input);
    let start = 0;
    let end = points.length;
    while (left && start < end && set.has(points[start] ?? '')) start++;
    while (right && end > start && set.has(points[end - 1] ?? '')) end--;
    return points.slice(start, end).join('');
  });

const WHITE_SPACE = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

const replacing = (replace: (input: string, find: string, replacement: string) => string) =>
  named(['input', 'find', 'replacement'], [], (value, name) => {
    const [input, find, replacement] = [value('input'), value('find'), value('replacement')];
    for (const [part, code] of [
      [input, 51746],
      [find, 51745],
      [replacement, 51744],
    ] as const) {
      if (!isNothing(part) && typeof part !== 'string')
        throw location(code, `${name} requires strings, found ${typeName(part)}`);
    }
    if (typeof input !== 'string' || typeof find !== 'string' || typeof replacement !== 'string') return null;
    return replace(input, find, replacement);
  });

const matching = (answer: (found: RegExpExecArray | null, input: string) => BsonValue, none: BsonValue) =>
  named(['input', 'regex'], ['options'], (value, name) => {
    const input = value('input');
    const regex = value('regex');
    if (isNothing(input) || isNothing(regex)) return none;
    if (typeof input !== 'string') throw location(51104, `${name} needs 'input' to be of type string`);
    return answer(compileRegex(regex, value('options') ?? undefined).exec(input), input);
  });

function foundMatch(found: RegExpExecArray | null, input: string): BsonValue {
  if (!found) return null;
  const match: Document = { match: found[0], idx: codePoints(input.slice(0, found.index)).length };
  match['captures'] = found.slice(1).map((capture: string | undefined) => capture ?? null);
  return match;
}

export const STRINGS: Operators = {
  $concat: inTurn(concatenate),
  $toUpper: unary((value) => upper(coercedText(value))),
  $toLower: unary((value) => lower(coercedText(value))),
  $strLenCP: unary((value, name) => codePoints(requiredText(value, name, 34471)).length),
  $strLenBytes: unary((value, name) => Buffer.byteLength(requiredText(value, name, 34473))),
  $strcasecmp: binary((a, b) => Math.sign(compareStrings(upper(coercedText(a)), upper(coercedText(b))))),
  $substrCP: operator(3, 3, ([text, from, count]) => substringOfPoints(text, from, count)),
  $substrBytes: operator(3, 3, ([text, from, count]) => substringOfBytes(text, from, count)),
  $substr: operator(3, 3, ([text, from, count]) => substringOfBytes(text, from, count)),
  $indexOfCP: nullFirst(2, 4, indexOfPoints),
  $split: binary(split),
  $trim: trimming(true, true),
  $ltrim: trimming(true, false),
  $rtrim: trimming(false, true),
  $replaceOne: replacing((input, find, replacement) => input.replace(find, () => replacement)),
  $replaceAll: replacing((input, find, replacement) => input.replaceAll(find, () => replacement)),
  $regexMatch: matching((found) => found !== null, false),
  $regexFind: matching(foundMatch, null),
};
