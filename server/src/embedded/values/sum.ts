import { Decimal128, double, type BsonValue, type Maybe } from '../bson/types.ts';
import { calculate, decimalOf } from './arithmetic.ts';
import { isNumeric, numericType, toNumber, type Numeric } from './numbers.ts';

/**
 * A running sum as MongoDB keeps it: doubles with the error of every step carried along, so that ten times 0.1 is 1; integers
 * exactly. The type of the result is the widest that was added.
 */
export class Sum {
  count = 0;
  private integers = 0n;
  private doubles = 0;
  private error = 0;
  private decimals: Decimal128 | undefined;
  private hasDouble = false;
  private hasLong = false;

  /** What is no number is passed over. */
  add(value: Maybe): void {
    if (!isNumeric(value)) return;
    this.count += 1;
    switch (numericType(value)) {
      case 'decimal':
        this.decimals = decimal(this.decimals ? calculate('+', this.decimals, value) : value);
        break;
      case 'double':
        this.hasDouble = true;
        this.addDouble(toNumber(value));
        break;
      case 'long':
        this.hasLong = true;
        this.integers += BigInt(toBigInt(value));
        break;
      case 'int':
        this.integers += BigInt(toNumber(value));
    }
  }

  total(): Numeric {
    if (this.decimals)
      return calculate('+', this.decimals, this.hasDouble ? double(this.asDouble()) : decimalOf(this.integers));
    if (this.hasDouble) return double(this.asDouble());
    if (BigInt.asIntN(64, this.integers) !== this.integers) return double(Number(this.integers));
    return !this.hasLong && BigInt.asIntN(32, this.integers) === this.integers ? Number(this.integers) : this.integers;
  }

  /** Null if no number was added. */
  average(): BsonValue {
    if (this.count === 0) return null;
    if (this.decimals) return calculate('/', this.total(), this.count);
    return double(this.asDouble() / this.count);
  }

  private addDouble(value: number): void {
    const next = this.doubles + value;
    const virtual = next - this.doubles;
    const lost = this.doubles - (next - virtual) + (value - virtual);
    this.doubles = next;
    if (Number.isFinite(lost)) this.error += lost;
  }

  private asDouble(): number {
    if (!Number.isFinite(this.doubles)) return this.doubles;
    const whole = Number(this.integers);
    return this.doubles === 0 && this.error === 0 ? whole || this.doubles + whole : this.doubles + whole + this.error;
  }
}

const toBigInt = (value: Numeric): bigint => (typeof value === 'bigint' ? value : BigInt(toNumber(value)));
const decimal = (value: Numeric): Decimal128 => (value instanceof Decimal128 ? value : decimalOf(value));

/** `$sum` over values at hand. */
export function sumOf(values: Iterable<Maybe>): BsonValue {
  const sum = new Sum();
  for (const value of values) sum.add(value);
  return sum.total();
}

/** `$avg` over values at hand. */
export function averageOf(values: Iterable<Maybe>): BsonValue {
  const sum = new Sum();
  for (const value of values) sum.add(value);
  return sum.average();
}

/** `$stdDevPop` and `$stdDevSamp` over values at hand; null if there are too few numbers. */
export function deviationOf(values: Iterable<Maybe>, sample: boolean): BsonValue {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (!isNumeric(value)) continue;
    const difference = toNumber(value) - mean;
    count += 1;
    mean += difference / count;
    squares += difference * (toNumber(value) - mean);
  }
  const divisor = sample ? count - 1 : count;
  return divisor < 1 ? null : double(Math.sqrt(squares / divisor));
}
