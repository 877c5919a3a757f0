import { z } from 'zod';
import { hexId } from '../kernel/ids.ts';

/** Where an entry may be used: something that leads to it, whichever feature it belongs to. */
export const useKind = z.enum(['collection', 'thread', 'entry']);
export type UseKind = z.infer<typeof useKind>;

/** What becomes of it once the entry is archived. `replace`: it leads to the successor from then on. */
const useAnswer = z.enum(['keep', 'replace']);

const place = { kind: useKind, id: hexId };

export const entryUse = z.strictObject({
  ...place,
  title: z.string(),
  /** What whoever archives the entry may have become of it. */
  may: z.array(useAnswer),
});
export type EntryUse = z.infer<typeof entryUse>;

export const answeredUse = z.strictObject({ ...place, answer: useAnswer });
export type AnsweredUse = z.infer<typeof answeredUse>;
