import type { CommandId, PersonId } from '@hearth/shared/kernel/ids';

/** What something was done to. */
export interface AuditSubject {
  readonly kind:
    | 'thread'
    | 'post'
    | 'board'
    | 'section'
    | 'tag'
    | 'group'
    | 'person'
    | 'room'
    | 'invitation'
    | 'rules'
    | 'reason'
    | 'words'
    | 'gates'
    | 'entry'
    | 'collection'
    | 'list';
  readonly id: string;
  /** Of a post, its number in the thread. */
  readonly no?: number;
}

/** Short values: ids, states, dates, and names that moderators give. Never what members write. */
export type AuditValues = Readonly<Record<string, string>>;

/** What the log has of an act, beside who, when and which command. References, and the words of whoever acts. */
export interface AuditedAct {
  readonly on: AuditSubject;
  /** Whoever moderates one of them reads of it; empty where it is for admins alone. */
  readonly boards?: readonly string[];
  /** Whom it concerns. Nobody where they write without a name. */
  readonly about?: PersonId | string | null | undefined;
  readonly before?: AuditValues;
  readonly after?: AuditValues;
  readonly reason?: string | undefined;
}

/** Who acts, and with what. */
export interface Acting {
  /** Null: the server itself. */
  readonly by: PersonId | null;
  /** The name of the command or query. */
  readonly name: string;
  /** A digest of what the command was given; empty of a query. */
  readonly given: string;
  readonly at: Date;
}

/** Where acts are kept. Some feature keeps them; whoever acts does not know which. */
export interface AuditLog {
  /** Before it is done, so that what was done is never missing. Gives the record's id, and whether it is a new one. */
  begin(acting: Acting, commandId: CommandId, act: AuditedAct): Promise<{ id: string; isNew: boolean }>;
  /** What became of these. */
  end(ids: readonly string[], outcome: 'done' | 'refused'): Promise<void>;
  /** The records of a command whose first try may have died before it could tell what became of it. */
  find(acting: Acting, commandId: CommandId): Promise<string[]>;
  /** That somebody was shown what not everybody is: once an hour, however often they look. */
  look(acting: Acting, act: AuditedAct): Promise<void>;
}
