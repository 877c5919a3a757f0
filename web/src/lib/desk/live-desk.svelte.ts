import type { DeskFilter, DeskRef, DeskRow } from '@hearth/shared/desk/entity';
import type { DeskChange } from '@hearth/shared/desk/events';
import { ALL, deskKinds } from '@hearth/shared/desk/kinds';
import { deskLimits } from '@hearth/shared/desk/limits';
import { applyDeskChange, byNewest, isGone, type DeskState } from '@hearth/shared/desk/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded } from '../live/views.ts';

/** How often what has come is brought in: however much it is, people read no faster. */
const EVERY_MS = 1_000;
/** Rows that stay on the page while others come in above. */
const MOST_ROWS = 100;

const refsOf = (rows: readonly DeskRow[]): DeskRef[] => rows.map(({ ref }) => ref);

function startOf({ rows, position }: Pick<Loaded<'desk.list'>, 'rows' | 'position'>) {
  return { state: { refs: refsOf(rows), size: deskLimits.page }, position };
}

/**
 * What happens, as it happens. Its stream tells that there is something, and what is shown of it is asked for, once a second
 * at most. What comes while `mayMove` says no waits behind a button, so that nothing moves under a finger.
 */
export class LiveDesk extends LiveView<DeskState, DeskChange> {
  rows = $state.raw<readonly DeskRow[]>([]);
  /** How much has come that is not shown yet. */
  waiting = $state(0);
  isPaused = $state(false);
  readonly #filter: DeskFilter;
  readonly #mayMove: () => boolean;
  readonly #held = new Map<string, DeskRef>();
  readonly #changed = new Set<string>();
  #isAsking = false;

  constructor(live: LivePage, page: Loaded<'desk.list'>, filter: DeskFilter, mayMove: () => boolean) {
    const view = {
      stream: `desk:${filter.boardId ?? ALL}`,
      apply: (state: DeskState, change: DeskChange) => {
        this.#note(change);
        return applyDeskChange(state, change);
      },
      resync: async () => {
        const now = valueOf(await live.ask('desk.list', { filter }));
        this.#showAll(now.rows);
        return startOf(now);
      },
    };
    super(live, view, startOf(page));
    this.rows = page.rows;
    this.#filter = filter;
    this.#mayMove = mayMove;
  }

  override start(): () => void {
    const stop = super.start();
    const timer = setInterval(() => void this.#bringIn(), EVERY_MS);
    return () => {
      clearInterval(timer);
      stop();
    };
  }

  /** What waits comes in above what is there; where it is more than a page, the latest page is shown. */
  async showNew(): Promise<void> {
    if (this.#held.size <= deskLimits.show) return this.#show([...this.#held.keys()]);
    const result = await this.live.ask('desk.list', { filter: this.#filter }).catch(() => null);
    if (result?.ok) this.#showAll(result.value.rows);
  }

  /** Of something that one has done oneself, without waiting to be told. */
  async renew(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#changed.add(id);
    await this.#askChanged();
  }

  /** What a change says, before it becomes state: that holds the latest alone. */
  #note({ refs, gone }: DeskChange): void {
    if (gone.length > 0) {
      this.rows = this.rows.filter(({ ref }) => !isGone(ref, gone));
      for (const [id, ref] of this.#held) if (isGone(ref, gone)) this.#held.delete(id);
    }
    for (const ref of refs) {
      const shown = this.rows.find((row) => row.ref.id === ref.id);
      if (shown && shown.ref.rev < ref.rev) this.#changed.add(ref.id);
      if (!shown && this.#isNews(ref)) this.#held.set(ref.id, ref);
    }
    this.waiting = this.#held.size;
  }

  /** Whose something is, the stream does not say: that is asked for with the rows. */
  #isNews({ kind, language, needsDecision, withFiles, at }: DeskRef): boolean {
    const { areas, unanswered, language: wanted, needsDecision: isToDecide, withFiles: has, to } = this.#filter;
    if (has && !withFiles) return false;
    if (unanswered || (to && at.slice(0, 10) > to)) return false;
    const oldest = this.rows.at(-1)?.ref.at ?? '';
    const isWanted = areas?.some((area) => deskKinds[area].some((one) => one === kind)) ?? true;
    return isWanted && at >= oldest && (!wanted || wanted === language) && (!isToDecide || needsDecision);
  }

  async #bringIn(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      await this.#askChanged();
      if (this.#held.size > 0 && !this.isPaused && this.#mayMove()) await this.showNew();
    } finally {
      this.#isAsking = false;
    }
  }

  async #askChanged(): Promise<void> {
    const ids = [...this.#changed].slice(0, deskLimits.show);
    if (ids.length === 0) return;
    const now = await this.#read(ids);
    if (!now) return;
    for (const id of ids) this.#changed.delete(id);
    // What is not there any more is left out.
    this.rows = this.rows.flatMap((row) => (ids.includes(row.ref.id) ? (now.get(row.ref.id) ?? []) : [row]));
  }

  async #show(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const now = await this.#read(ids);
    if (!now) return;
    for (const id of ids) this.#held.delete(id);
    const others = this.rows.filter(({ ref }) => !now.has(ref.id));
    this.rows = [...now.values(), ...others].sort((a, b) => byNewest(a.ref, b.ref)).slice(0, MOST_ROWS);
    this.waiting = this.#held.size;
  }

  /** Null without a connection: it is tried again. */
  async #read(ids: readonly string[]): Promise<Map<string, DeskRow> | null> {
    // The ids are those of refs and rows.
    const asked = ids as DeskRef['id'][];
    const result = await this.live.ask('desk.show', { filter: this.#filter, ids: asked }).catch(() => null);
    return result?.ok ? new Map(result.value.rows.map((row) => [row.ref.id, row])) : null;
  }

  #showAll(rows: readonly DeskRow[]): void {
    this.#held.clear();
    this.waiting = 0;
    this.rows = rows;
  }
}
