import type { GroupChange } from '@hearth/shared/groups/events';
import { applyGroupChange, type GroupState } from '@hearth/shared/groups/state';
import { LiveView } from '../live/live-view.svelte.ts';
import type { LivePage } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';
import type { Loaded, Start } from '../live/views.ts';

type Page = Loaded<'group.get'>;

interface Shown extends GroupState {
  readonly page: Page;
}

/** Pause before the page is asked for again. */
const RETRY_MS = 2_000;

function startOf(page: Page): Start<Shown> {
  return { state: { group: page.group, waiting: page.waiting, page }, position: page.position };
}

/** A group on screen. Who is in it is in no event: whenever somebody comes or goes it is asked for. */
export class LiveGroup extends LiveView<Shown, GroupChange> {
  group = $derived.by(() => this.state.group);
  page = $derived.by(() => this.state.page);
  readonly #id: Page['group']['id'];
  /** Pages that were asked for: only the newest is shown. */
  #asked = 0;

  constructor(live: LivePage, page: Page) {
    const { id } = page.group;
    const view = {
      stream: `group:${id}`,
      apply: (state: Shown, change: GroupChange) => {
        const next = applyGroupChange(state, change);
        if (next !== state) void this.#ask();
        return next;
      },
      resync: async () => startOf(valueOf(await live.ask('group.get', { groupId: id }))),
    };
    super(live, view, startOf(page));
    this.#id = id;
  }

  async #ask(): Promise<void> {
    const asked = ++this.#asked;
    // Without a connection the view is read again once there is one.
    const result = await this.live.ask('group.get', { groupId: this.#id }).catch(() => null);
    if (asked !== this.#asked) return;
    if (result?.ok) this.adjust((state) => ({ ...state, page: result.value }));
    // For whoever was taken out of a hidden group there is none any more; the stream says so.
    else if (!result || result.error.code === 'busy')
      setTimeout(() => asked === this.#asked && void this.#ask(), RETRY_MS);
  }
}
