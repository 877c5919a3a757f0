import type { Origin, Reader } from '../request/context.ts';

/** Something that files belong to. Whose feature it is says who may see them. */
export interface FileSubject {
  /** With an id it names one: `photo:0123456789abcdef`. */
  readonly kind: string;
  /** Whether this one has the file still: what is there no more is seen by nobody from that moment, and then deleted. */
  readonly holds: (id: string, fileId: string) => Promise<boolean>;
  /** What a file is called there, where it is saved under a name; pictures have none. */
  readonly nameOf?: (id: string, fileId: string) => Promise<string | null>;
  /** Asked for every request. */
  readonly mayRead: (reader: Reader, id: string, fileId: string) => Promise<boolean>;
  /** Somebody who may read one has begun to, from its first byte: called each time. */
  readonly onOpened?: (reader: Reader, id: string, from: Pick<Origin, 'address' | 'userAgent'>) => Promise<void>;
  /** Whether a file of it stays, signed by nobody, when whoever sent it leaves and their words stay. */
  readonly staysWithWords: boolean;
}
