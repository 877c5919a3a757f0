import { getContext, setContext } from 'svelte';
import type { OwnChange, OwnValue } from '@hearth/shared/accounts/events';
import { applyOwnChange, nothingChanged, type OwnState } from '@hearth/shared/accounts/state';
import type { Position } from '@hearth/shared/kernel/protocol';
import type { View } from '../live/follower.ts';
import type { Live } from '../live/live.svelte.ts';
import { valueOf } from '../live/refused.ts';

/** No event has an empty mark: the server asks for a resync, which says where the stream stands. */
const UNKNOWN: Position = { seq: 1, mark: '' };

type Listener = (key: string, value: OwnValue['value']) => void;

/**
 * What changes of one's own in other tabs and on other devices: votes, what was read, the account. It moves on what the
 * page was rendered with, and makes no page that stands still a live one.
 */
export class LiveOwn {
  #state = $state.raw<OwnState>(nothingChanged);
  readonly #listeners = new Map<string, Set<Listener>>();

  /** The newest value of a kind and key; undefined where it is as the page was rendered. */
  valueOf(kind: string, key: string): OwnValue['value'] | undefined {
    return this.#state.values[`${kind} ${key}`]?.value;
  }

  /** Calls back for every new value of a kind; returns how to stop. */
  listen(kind: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(kind) ?? new Set();
    this.#listeners.set(kind, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** In the browser only, for somebody who is signed in. Returns how to stop. */
  start(live: Live, personId: string): () => void {
    let stop = () => {};
    let isStopped = false;
    const view: View<OwnState, OwnChange> = {
      stream: `person:${personId}`,
      apply: applyOwnChange,
      // What was missed is there when the page is rendered next.
      resync: async (state) => ({ state, position: valueOf(await live.ask('account.own', {})).position }),
    };
    void live.connected().then((connection) => {
      if (isStopped) return;
      const followed = connection.follow(view, { state: this.#state, position: UNKNOWN }, ({ state }) =>
        this.#show(state),
      );
      stop = followed.stop;
    });
    return () => {
      isStopped = true;
      stop();
    };
  }

  #show(state: OwnState): void {
    const before = this.#state;
    this.#state = state;
    for (const [name, { value, rev }] of Object.entries(state.values)) {
      if (before.values[name]?.rev === rev) continue;
      const space = name.indexOf(' ');
      for (const listener of this.#listeners.get(name.slice(0, space)) ?? []) listener(name.slice(space + 1), value);
    }
  }
}

const KEY = Symbol('own');

export function provideOwn(): LiveOwn {
  return setContext(KEY, new LiveOwn());
}

export function useOwn(): LiveOwn {
  return getContext<LiveOwn>(KEY);
}
