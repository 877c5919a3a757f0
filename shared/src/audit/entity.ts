import { z } from 'zod';
import { byline, language } from '../accounts/entity.ts';
import { board } from '../boards/entity.ts';

const both = z.strictObject({ en: z.string(), es: z.string() });

/** What something was done to. */
export const auditSubject = z.strictObject({
  kind: z.enum([
    'thread',
    'post',
    'board',
    'section',
    'tag',
    'group',
    'person',
    'room',
    'invitation',
    'rules',
    'reason',
    'words',
    'gates',
    'entry',
    'collection',
    'list',
  ]),
  id: z.string(),
  /** Of a post, its number in the thread. */
  no: z.int().nullable(),
  /** What it is called now; null where the reader may not know, and where it is gone. */
  name: both.nullable(),
  /** Of what is called so in one language alone. */
  language: language.nullable(),
});

/** That somebody did, or looked at, what only some may. It cannot be changed or taken back. */
export const auditEntry = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  /** The command or query. */
  act: z.string(),
  /** Null once they have left. */
  by: byline.nullable(),
  on: auditSubject,
  board: board.pick({ id: true, name: true }).nullable(),
  /** Whom it concerns; null once they have left, and where it concerns nobody. */
  about: byline.nullable(),
  /** What was different: from, to, or both. */
  changes: z.array(z.strictObject({ what: z.string(), before: both.nullable(), after: both.nullable() })),
  reason: z.string().nullable(),
  /** False where a fault came between the act and the note of what became of it. */
  isCertain: z.boolean(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
