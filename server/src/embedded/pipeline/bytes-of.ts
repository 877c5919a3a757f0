import { isDocument, type BsonValue } from '../bson/types.ts';

/** About the memory of a value, in bytes: enough to stop before there is none left. */
export function bytesOf(value: BsonValue): number {
  if (typeof value === 'string') return 24 + value.length * 2;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + bytesOf(one), 32);
  if (isDocument(value)) {
    let sum = 64;
    for (const name of Object.keys(value)) sum += 16 + bytesOf(value[name] ?? null);
    return sum;
  }
  if (ArrayBuffer.isView(value)) return 64 + value.byteLength;
  return typeof value === 'object' && value !== null && 'buffer' in value ? 64 + value.buffer.length : 32;
}
