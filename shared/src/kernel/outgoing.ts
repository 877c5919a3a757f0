import type { Command, SentTo } from './command.ts';

/**
 * How a browser treats a command until the server has answered it. Plain data, and in a file of its own: it reaches
 * browsers without the schemas.
 */
export interface OutgoingRule<Field extends string = string> {
  /** Commands with the same value in this field are delivered one after the other, in the order they were given. */
  readonly order: Field;
  /** Whether it is kept on the device and delivered after a reload. Never what carries a password or a code. */
  readonly keep: boolean;
  /** Milliseconds after which it is not delivered any more; without it, a day. */
  readonly expiresMs?: number;
  readonly draft?: DraftRule<Field>;
}

/** Where a command's words wait on the device until the server has them: under `place` and the value of `order`. */
export interface DraftRule<Field extends string = string> {
  readonly place: string;
  /** The field that holds the words. */
  readonly words: Field;
  /** Choices that come back with the words: name in the draft, then field. Taken as made unless the command says no. */
  readonly choices?: Readonly<Record<string, Field>>;
}

/** By command name. A command without a rule waits only for others of its name, and nothing of it is kept. */
export type OutgoingRules = Readonly<Record<string, OutgoingRule>>;

type FieldOf<C extends Command> = Extract<keyof SentTo<C>, string>;

/** The rules of a feature, held to its commands and their fields. */
export type OutgoingRulesOf<Commands> = {
  readonly [C in Commands[keyof Commands] as C extends Command ? C['name'] : never]?: C extends Command
    ? OutgoingRule<FieldOf<C>>
    : never;
};
