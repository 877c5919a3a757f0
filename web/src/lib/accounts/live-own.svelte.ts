import { getContext, setContext } from 'svelte';
import type { AccountChange } from '@hearth/shared/accounts/events';
import { applyAccountChange, type AccountState } from '@hearth/shared/accounts/state';
import { laterOwn } from '@hearth/shared/kernel/own';
import type { OwnValue, Position } from '@hearth/shared/kernel/protocol';
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
  #values = $state.raw<Readonly<Record<string, OwnValue['value']>>>({});
  readonly #listeners = new Map<string, Set<Listener>>();

  /** The newest value of a kind and key; undefined where it is as the page was rendered. */
  newest(kind: string, key: string): OwnValue['value'] | undefined {
    return this.#values[`${kind} ${key}`];
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
    const view: View<AccountState, AccountChange> = {
      stream: `person:${personId}`,
      apply: applyAccountChange,
      // What was missed is there when the page is rendered next.
      resync: async () => {
        const { position } = valueOf(await live.ask('account.own', {}));
        known = position.seq;
        return { state: { rev: position.seq }, position };
      },
    };
    let known = 0;
    const onChange = ({ rev }: AccountState) => {
      if (rev <= known) return;
      known = rev;
      this.#show([{ kind: 'account', key: '', value: rev }]);
    };
    void live.connected().then((connection) => {
      if (isStopped) return;
      connection.listenForOwn((values) => this.#show(values));
      const start = { state: { rev: 0 }, position: UNKNOWN };
      stop = connection.follow(view, start, ({ state }) => onChange(state)).stop;
    });
    return () => {
      isStopped = true;
      stop();
    };
  }

  #show(values: readonly OwnValue[]): void {
    const now = { ...this.#values };
    for (const { kind, key, value } of values) now[`${kind} ${key}`] = laterOwn(now[`${kind} ${key}`], value);
    this.#values = now;
    for (const { kind, key, value } of values)
      for (const listener of this.#listeners.get(kind) ?? []) listener(key, value);
  }
}

const KEY = Symbol('own');

export function provideOwn(): LiveOwn {
  return setContext(KEY, new LiveOwn());
}

export function useOwn(): LiveOwn {
  return getContext<LiveOwn>(KEY);
}
