import type { Byline, Language } from '@hearth/shared/accounts/entity';
import type { Actor } from '@hearth/shared/kernel/access';

/** Who is behind a request or a socket, as the session says. */
export type Visitor =
  | { readonly actor: Extract<Actor, { kind: 'stranger' }> }
  | {
      readonly actor: Extract<Actor, { kind: 'person' }>;
      readonly byline: Byline;
      readonly email: string;
      readonly locale: Language;
      readonly sessionId: string;
      /** Whether they have read a mail to their address; until then it is what somebody claimed. */
      readonly isProven: boolean;
      readonly joinedAt: Date;
      /** What moderators have decided about them; nothing for nearly everybody. */
      readonly standing?: {
        readonly silencedUntil: Date | null;
        /** How much of it they have been told and have not read. */
        readonly unread: number;
      };
    };

export const nobody: Visitor = { actor: { kind: 'stranger' } };
