import type { Question } from '@hearth/shared/rooms/entity';
import type { Resource } from '../../services.ts';
import { isSeenBy, presentQuestion, type RoomAudience } from './present.ts';
import { readQuestions, type QuestionRecord, type RoomRecord } from './store.ts';

/** A room's questions as they stand at one position. */
interface Shown {
  readonly questions: readonly QuestionRecord[];
  readonly by: Readonly<Record<RoomAudience, readonly Question[]>>;
}

interface Kept {
  readonly position: string;
  readonly until: number;
  readonly shown: Promise<Shown>;
}

/** What tells whose a question is may go without an event, when somebody is erased: it is known for so long at most. */
const KEPT_MS = 2_000;
/** Rooms that are kept: those that are looked at now. */
const MOST = 20;

/**
 * The questions of a room, which change by its events alone. A full one takes 20 ms to read and present, and crowds come to
 * the same at the same time: it is done once for each position. At least as new as the room that was read (promise L3).
 */
class ShownRooms {
  readonly #kept = new Map<string, Kept>();

  at(room: RoomRecord): Promise<Shown> {
    const position = `${room.seq} ${room.mark}`;
    const now = performance.now();
    const held = this.#kept.get(room._id);
    if (held?.position === position && held.until > now) return held.shown;
    const shown = readQuestions(room._id).then(present);
    this.#kept.delete(room._id);
    this.#kept.set(room._id, { position, until: now + KEPT_MS, shown });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest);
    shown.catch(() => this.#kept.delete(room._id));
    return shown;
  }
}

export const shownRooms: Resource<ShownRooms> = { open: () => new ShownRooms() };

function present(questions: readonly QuestionRecord[]): Shown {
  const seenBy = (audience: RoomAudience) =>
    questions.filter(({ status }) => isSeenBy(audience, status)).map(presentQuestion);
  return { questions, by: { public: seenBy('public'), staff: seenBy('staff') } };
}
