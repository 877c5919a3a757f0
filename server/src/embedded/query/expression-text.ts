import { BSONSymbol, Decimal128, Double, ObjectId, type Maybe } from '../bson/types.ts';
import { location } from '../values/errors.ts';
import { isNumeric, toNumber, type Numeric } from '../values/numbers.ts';
import { typeName } from '../values/types.ts';

/** Characters as people count them: code points, not UTF-16 units. */
export const codePoints = (text: string): string[] => [...text];

/** A number as MongoDB writes it in a string. */
export function numberText(value: Numeric): string {
  if (typeof value === 'bigint' || value instanceof Decimal128) return value.toString();
  const found = value instanceof Double ? value.value : toNumber(value);
  if (Number.isNaN(found)) return 'NaN';
  if (!Number.isFinite(found)) return found > 0 ? 'Infinity' : '-Infinity';
  return Object.is(found, -0) ? '-0' : String(found).replace(/e([+-])(\d)$/, 'e$10$2');
}

/** The text of a string, number or date, empty for null: what the string operators take in the place of a string. */
export function coercedText(value: Maybe): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (isNumeric(value)) return numberText(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof BSONSymbol) return value.value;
  throw location(16007, `can't convert from BSON type ${typeName(value)} to String`);
}

/** As {@link coercedText} for conversions, which know a few more types and answer `undefined` for the rest. */
export function convertedText(value: Maybe): string | undefined {
  if (typeof value === 'boolean') return String(value);
  if (value instanceof ObjectId) return value.toHexString();
  const known = typeof value === 'string' || isNumeric(value) || value instanceof Date || value instanceof BSONSymbol;
  return known ? coercedText(value) : undefined;
}
