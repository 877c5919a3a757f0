import type { CommandNamed } from '@hearth/shared/contract';
import type { CollectionId } from '@hearth/shared/collections/entity';
import type { SentTo } from '@hearth/shared/kernel/command';
import type { EntryId } from '@hearth/shared/library/entity';
import type { BoardId } from '@hearth/shared/boards/entity';
import type { FollowLevel, Standing } from '@hearth/shared/follows/levels';
import { OWN_LEVEL, OWN_MUTED } from '@hearth/shared/follows/own';
import { readStanding } from '@hearth/shared/follows/state';
import type { WireError } from '@hearth/shared/kernel/errors';
import type { PersonId } from '@hearth/shared/kernel/ids';
import type { TagId } from '@hearth/shared/tags/entity';
import type { ThreadId } from '@hearth/shared/threads/entity';
import type { LiveOwn } from '../accounts/live-own.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';

/** What one follows or mutes. */
export type Subject =
  | { readonly kind: 'thread'; readonly id: ThreadId }
  | { readonly kind: 'board'; readonly id: BoardId }
  | { readonly kind: 'tag'; readonly id: TagId }
  | { readonly kind: 'entry'; readonly id: EntryId }
  | { readonly kind: 'collection'; readonly id: CollectionId }
  | { readonly kind: 'topic'; readonly id: TagId }
  | { readonly kind: 'person'; readonly id: PersonId };

/** How much one hears of something, the same on all of one's pages. */
export class LiveLevel {
  readonly #live: LivePage;
  readonly #own: LiveOwn;
  readonly #subject: Subject;
  /** As the server has said it. */
  #known = $state.raw<Standing>({ level: 'normal', reason: null });
  /** One's last choice, until the server has answered it. */
  #choice = $state.raw<Standing | null>(null);
  now = $derived.by(() => this.#choice ?? this.#known);

  constructor(live: LivePage, own: LiveOwn, subject: Subject, shown: Standing) {
    this.#live = live;
    this.#own = own;
    this.#subject = subject;
    this.#known = shown;
  }

  /** Hears what one chooses elsewhere. Returns how to stop. */
  start(): () => void {
    const { kind, id } = this.#subject;
    if (kind === 'person')
      return this.#own.listen(OWN_MUTED, (key, muted) => {
        if (key === id) this.#known = mutedOrNot(Boolean(muted));
      });
    return this.#own.listen(OWN_LEVEL, (key, written) => {
      const standing = key === `${kind}/${id}` ? readStanding(written) : null;
      if (standing) this.#known = standing;
    });
  }

  /** Shown at once, and not any more if refused. */
  async set(level: FollowLevel): Promise<WireError | null> {
    const choice = { level, reason: 'chosen' } as const;
    this.#choice = choice;
    const result = await this.#send(level).catch(() => null);
    if (result?.ok) this.#known = result.value;
    if (this.#choice === choice) this.#choice = null;
    return result && !result.ok ? result.error : null;
  }

  async #send(level: FollowLevel) {
    const subject = this.#subject;
    if (subject.kind === 'person') {
      const result = await this.#live.send('person.mute', { personId: subject.id, muted: level === 'mute' });
      return result.ok ? { ok: true as const, value: mutedOrNot(result.value.muted) } : result;
    }
    return this.#live.send('follow.set', { what: whatOf(subject), level });
  }
}

type What = SentTo<CommandNamed<'follow.set'>>['what'];

// What it is called follows from its kind: `threadId`, `tagId` and so on.
export const whatOf = ({ kind, id }: { kind: string; id: string }) => ({ [`${kind}Id`]: id }) as What;

export function mutedOrNot(muted: boolean): Standing {
  return muted ? { level: 'mute', reason: 'chosen' } : { level: 'normal', reason: null };
}
