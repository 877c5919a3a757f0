import type { Reader } from '../request/context.ts';

/** Something that files belong to. Whose feature it is says who may see them. */
export interface FileSubject {
  /** With an id it names one: `photo:0123456789abcdef`. */
  readonly kind: string;
  /** Asked for every request. */
  readonly mayRead: (reader: Reader, id: string) => Promise<boolean>;
  /** Whether a file of it stays, signed by nobody, when whoever sent it leaves and their words stay. */
  readonly staysWithWords: boolean;
}
