import { Timestamp, type Document } from '../bson/types.ts';

let last = 0;

/** The server's time as a timestamp, with a number that tells those of one second apart. */
export function nextTimestamp(): Timestamp {
  last = (last % 1_000_000) + 1;
  return new Timestamp({ t: Math.floor(Date.now() / 1000), i: last });
}

/** An empty timestamp at the top of a document, `_id` aside, asks for the server's time. True if there was one. */
export function fillTimestamps(document: Document): boolean {
  let isFilled = false;
  for (const name of Object.keys(document)) {
    const value = document[name];
    if (name === '_id' || !(value instanceof Timestamp) || !value.isZero()) continue;
    document[name] = nextTimestamp();
    isFilled = true;
  }
  return isFilled;
}
