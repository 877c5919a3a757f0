import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commonError } from '@hearth/shared/kernel/errors';
import type { CatchUp, Position, StreamEvent } from '@hearth/shared/kernel/protocol';
import type { Change } from '@hearth/shared/kernel/stream';
import { Follower } from './follower.ts';
import { Refused } from './refused.ts';

/** A stream whose state is the list of the numbers that were applied. */
function event(seq: number): StreamEvent {
  return { stream: 'thread:a', seq, mark: `m${seq}`, change: { type: String(seq) } };
}

function follow(store: { head: number; resync?: string; fails?: number; failure?: Error }) {
  const asked: Position[] = [];
  const ask = async (_stream: string, since: Position): Promise<CatchUp> => {
    asked.push(since);
    await Promise.resolve();
    if (store.fails && store.fails-- > 0) throw store.failure ?? new Error('no answer');
    // Also a kind of another version's server, which these types do not know.
    if (store.resync) return { kind: store.resync } as CatchUp;
    return {
      kind: 'events',
      events: Array.from({ length: Math.max(0, store.head - since.seq) }, (_, n) => event(since.seq + n + 1)),
    };
  };
  const upTo = (seq: number) => Array.from({ length: seq }, (_, n) => n + 1);
  const follower = new Follower<readonly number[], Change>({
    view: {
      stream: 'thread:a',
      apply: (state, { type }) => [...state, Number(type)],
      resync: async () => ({ state: upTo(store.head), position: { seq: store.head, mark: `m${store.head}` } }),
    },
    state: [],
    position: { seq: 0, mark: '' },
    ask,
    onChange: () => {},
  });
  return { follower, asked, upTo };
}

test('L3: whatever is lost, doubled or late, the numbers are applied in order and once', async () => {
  const arrivals = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(arrivals, async (seqs) => {
      const store = { head: 12 };
      const { follower, upTo } = follow(store);
      for (const seq of seqs) {
        follower.receive(event(seq));
        if (seq % 3 === 0) await follower.catchUp();
        expect(follower.state).toEqual(upTo(follower.position.seq));
      }
      follower.noticeHead(12);
      await follower.catchUp();
      expect(follower.state).toEqual(upTo(12));
      expect(follower.position).toEqual({ seq: 12, mark: 'm12' });
    }),
  );
});

test('L5: events that arrive while it catches up are kept until it has', async () => {
  const { follower, upTo } = follow({ head: 3 });
  const caughtUp = follower.catchUp();
  follower.receive(event(4));
  follower.receive(event(3));
  follower.receive(event(5));
  await caughtUp;
  expect(follower.state).toEqual(upTo(5));
  expect(follower.isLive).toBe(true);
});

test.each([
  ['told to resync', 'resync'],
  ['told so by the server of before', 'afresh'],
  ['told something it does not know', 'something new'],
])('L6: %s, it takes the whole state and goes on from there', async (_what, resync) => {
  const { follower, upTo } = follow({ head: 40, resync });
  await follower.catchUp();
  follower.receive(event(41));
  expect(follower.state).toEqual([...upTo(40), 41]);
});

test('calls that are made meanwhile share one answer', async () => {
  const { follower, asked } = follow({ head: 2 });
  await Promise.all([follower.catchUp(), follower.catchUp(), follower.catchUp()]);
  expect(asked).toHaveLength(1);
});

test('without an answer it is not live, and asks again when the next number shows a gap', async () => {
  const { follower, asked, upTo } = follow({ head: 4, fails: 1 });
  await follower.catchUp();
  expect(follower.isLive).toBe(false);
  follower.receive(event(4));
  await follower.catchUp();
  expect(follower.state).toEqual(upTo(4));
  expect(follower.isLive).toBe(true);
  expect(asked.length).toBeGreaterThan(1);
});

test('an answer from before a break does not make it live after it', async () => {
  const { follower } = follow({ head: 2 });
  const caughtUp = follower.catchUp();
  follower.breakOff();
  await caughtUp;
  expect(follower.isLive).toBe(false);
});

test('L8: when rights change, it forgets its mark so that the view is read again or refused', async () => {
  const { follower, asked } = follow({ head: 2 });
  await follower.catchUp();
  follower.noticeClosed();
  await follower.catchUp();
  expect(asked.at(-1)).toEqual({ seq: 2, mark: '' });
});

test('L11: a catch-up that failed is tried again by itself; one that was refused is not', async () => {
  const failing = follow({ head: 2, fails: 1 });
  await failing.follower.catchUp();
  expect(failing.follower.isLive).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 2_300));
  expect(failing.follower.isLive).toBe(true);
  expect(failing.follower.state).toEqual([1, 2]);

  const no = commonError('no-such-thing').wire;
  const refused = follow({ head: 2, fails: 1, failure: new Refused(no) });
  await refused.follower.catchUp();
  expect(refused.follower.refused).toBe(no);
  await new Promise((resolve) => setTimeout(resolve, 2_300));
  expect(refused.asked).toHaveLength(1);
});

test('L5: an answer from before a break is not taken for being live after it', async () => {
  const { follower, asked } = follow({ head: 1 });
  const before = follower.catchUp();
  follower.breakOff();
  await Promise.all([before, follower.catchUp()]);
  expect(asked).toHaveLength(2);
  expect(follower.isLive).toBe(true);
});

test('a follower that was stopped asks for nothing more, whatever comes late', async () => {
  const { follower, asked } = follow({ head: 3 });
  const before = follower.catchUp();
  follower.breakOff();
  // After the disconnect it asks again as soon as the answer from before is there; by then nobody is looking.
  const after = follower.catchUp();
  follower.receive(event(9));
  follower.stop();
  await Promise.all([before, after]);
  follower.receive(event(9));
  follower.noticeHead(12);
  follower.noticeClosed();
  await follower.catchUp();
  expect(asked).toHaveLength(1);
  expect(follower.isLive).toBe(false);
});
