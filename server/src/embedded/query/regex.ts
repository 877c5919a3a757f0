import { BSONRegExp, type Maybe } from '../bson/types.ts';
import { badValue, location } from '../values/errors.ts';

/**
 * A JavaScript expression that means the same as the PCRE one. What both read alike is taken as it is, what they read
 * differently is put in JavaScript's words, and the rest is refused: it would match something else without a word.
 */
export function compileRegex(pattern: Maybe, options?: Maybe): RegExp {
  const { source, flags } = partsOf(pattern, options);
  try {
    return new RegExp(translate(source, flags), `u${flags.includes('i') ? 'i' : ''}`);
  } catch (error) {
    if (error instanceof SyntaxError) throw location(51091, `Regular expression is invalid: ${error.message}`);
    throw error;
  }
}

/** The text every match begins with, for a case-sensitive pattern anchored at the start; else `undefined`. */
export function literalPrefix(pattern: Maybe, options?: Maybe): string | undefined {
  const { source, flags } = partsOf(pattern, options);
  const found = /^(?:\^|\\A)((?:[^\\.*+?()[\]{}|^$]|\\[^a-zA-Z0-9])+)/u.exec(source);
  if (!found?.[1] || /[imx]/.test(flags) || source.includes('|')) return undefined;
  const characters = [...found[1].replace(/\\(.)/gu, '$1')];
  // A quantifier makes the last character optional.
  const optional = /^[*?{]/.test(source.slice(found[0].length));
  return (optional ? characters.slice(0, -1) : characters).join('') || undefined;
}

function partsOf(pattern: Maybe, options: Maybe): { source: string; flags: string } {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (typeof pattern !== 'string' && !(pattern instanceof BSONRegExp)) throw badValue('$regex has to be a string');
  const own = typeof pattern === 'string' ? '' : pattern.options;
  if (own && options) throw location(51075, 'options set in both $regex and $options');
  const whole = typeof pattern === 'string' ? pattern : pattern.pattern;
  const inline = /^\(\?([a-z]+)\)/.exec(whole);
  const flags = own + (options ?? '') + (inline?.[1] ?? '');
  for (const flag of flags) {
    if (flag === 'x') throw badValue('The regex option x is not supported by the embedded store');
    if (!'imsu'.includes(flag)) throw location(51108, `invalid flag in regex options: ${flag}`);
  }
  return { source: inline ? whole.slice(inline[0].length) : whole, flags };
}

const NOT_BEFORE_ANYTHING = '(?![\\s\\S])';
const BEFORE_LAST_BREAK = '(?=\\n?(?![\\s\\S]))';
const ASCII_SPACE = '\\t\\n\\v\\f\\r ';

/** One element of a pattern: an escape, the start of a class or a group, a possessive quantifier, or a character. */
const ELEMENT = /\\[\s\S]|\[\^?\]?|\(\?<?[\s\S]|[+*?}]\+|[\s\S]/gu;

function translate(source: string, flags: string): string {
  let inClass = false;
  return source.replace(ELEMENT, (part) => {
    if (inClass) {
      if (part === ']') inClass = false;
      return insideClass(part);
    }
    if (part.startsWith('[')) inClass = true;
    // JavaScript reads []…] as an empty class and then text; PCRE reads a class that begins with a bracket.
    return part.startsWith('[') ? part.replace(']', '\\]') : outsideClass(part, flags);
  });
}

function outsideClass(part: string, flags: string): string {
  const multiline = flags.includes('m');
  switch (part) {
    case '.':
      return flags.includes('s') ? '[\\s\\S]' : '[^\\n]';
    case '^':
      return multiline ? '(?<![^\\n])' : '^';
    case '$':
      return multiline ? '(?![^\\n])' : BEFORE_LAST_BREAK;
    case '\\A':
      return '(?<![\\s\\S])';
    case '\\z':
      return NOT_BEFORE_ANYTHING;
    case '\\Z':
      return BEFORE_LAST_BREAK;
    case '\\s':
      return `[${ASCII_SPACE}]`;
    case '\\S':
      return `[^${ASCII_SPACE}]`;
    default:
      break;
  }
  if (/^\(\?/.test(part) && !/^\(\?(?:[:=!]|<[=!a-zA-Z_])$/.test(part)) throw unsupported(part);
  if (/^[+*?}]\+$/.test(part)) throw unsupported(part);
  return escaped(part, /[bBdDwWnrtfv1-9]/);
}

function insideClass(part: string): string {
  if (part === '\\s') return ASCII_SPACE;
  if (part.startsWith('[')) {
    if (part === '[') return '\\[';
    throw unsupported(part);
  }
  return part === '\\-' ? part : escaped(part, /[dDwWnrtfv]/);
}

/** Letters are escapes that must be known; a sign behind a backslash is itself, with the backslash only where needed. */
function escaped(part: string, known: RegExp): string {
  if (!part.startsWith('\\')) return part;
  const sign = part.slice(1);
  if (known.test(sign) || /[\\^$.*+?()[\]{}|/]/.test(sign)) return part;
  if (/[a-zA-Z0-9]/.test(sign)) throw unsupported(part);
  return sign;
}

const unsupported = (part: string): Error =>
  badValue(`The regular expression part ${part} is not supported by the embedded store`);
