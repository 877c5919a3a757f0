import type { Byline } from '@hearth/shared/accounts/entity';
import type { BellRow, Notice } from '@hearth/shared/notifications/entity';
import { bellLimits } from '@hearth/shared/notifications/limits';
import { readActive } from '../accounts/access.ts';
import { presentBoard } from '../boards/access.ts';
import { thanksOf } from '../reactions/access.ts';
import { excerptOf, findPost, presentNamed, presentPost } from '../threads/access.ts';
import type { Shown } from './look.ts';

/** What is shown of one thread: what is new, or where nothing is, all there was. */
export interface Row {
  readonly id: string;
  readonly at: Date;
  readonly isNew: boolean;
  readonly shown: readonly Shown[];
}

/** By thread, the latest first. */
export function rowsOf(all: readonly Shown[]): Row[] {
  const rows = [...Map.groupBy(all, ({ thread }) => thread._id)].map(([id, ofThread]): Row => {
    const fresh = ofThread.filter(({ isNew }) => isNew);
    const shown = fresh.length > 0 ? fresh : ofThread;
    const at = new Date(Math.max(...shown.map(({ record }) => record.at.getTime())));
    return { id, at, isNew: fresh.length > 0, shown };
  });
  return rows.sort((a, b) => b.at.getTime() - a.at.getTime() || a.id.localeCompare(b.id));
}

export async function presentRow({ at, isNew, shown }: Row): Promise<BellRow | null> {
  const [first] = shown;
  if (!first) return null;
  const thread = presentNamed(first.thread);
  // Whoever reported something reads no more of the thread than anybody.
  const isReader = !thread.isOff || shown.some(({ record }) => record.about !== 'report');
  const { id, name } = presentBoard(first.board);
  // Replies are one line; what was accepted or thanked for is a post each.
  const lines = Map.groupBy(shown, ({ record }) =>
    record.about === 'post' ? record.kind : `${record.about} ${record.no}`,
  );
  const notices = await Promise.all([...lines.values()].map(presentLine));
  return {
    thread: isReader ? thread : { ...thread, title: '' },
    board: { id, name },
    isNew,
    at: at.toISOString(),
    notices: notices.sort((a, b) => b.at.localeCompare(a.at)),
  };
}

async function presentLine(line: readonly Shown[]): Promise<Notice> {
  const [first, ...others] = line.toSorted((a, b) => a.record.no - b.record.no);
  if (!first) throw new Error('a line says something');
  const last = others.at(-1) ?? first;
  const { threadId, no } = first.record;
  const [{ by, people }, post] = await Promise.all([whoIn(first, line), findPost(threadId, no)]);
  return {
    kind: kindOf(first.record),
    by: by.slice(0, bellLimits.names),
    people,
    no,
    excerpt: post ? excerptOf(presentPost(post).html) : '',
    at: last.record.at.toISOString(),
  };
}

/** What is in no thread is told elsewhere. */
function kindOf({ kind }: Shown['record']): Notice['kind'] {
  switch (kind) {
    case 'held':
    case 'entry':
    case 'renewed':
    case 'collection':
    case 'topic':
      throw new Error('it is in no thread');
    default:
      return kind;
  }
}

/** Of those who left, no names. */
async function whoIn(
  { record, thread }: Shown,
  line: readonly Shown[],
): Promise<{ readonly by: readonly Byline[]; readonly people: number }> {
  switch (record.about) {
    case 'post': {
      const latest = line.toSorted((a, b) => b.record.no - a.record.no).map(({ post }) => post);
      const named = new Map(latest.flatMap(({ by }) => (by ? [[by.personId, by] as const] : [])));
      return { by: [...named.values()], people: named.size + latest.filter(({ by }) => !by).length };
    }
    case 'answer':
      return { by: thread.answer?.markedBy ? [thread.answer.markedBy] : [], people: 1 };
    case 'removed':
    case 'hidden':
    case 'restored':
    case 'upheld':
    case 'published':
    case 'held':
    case 'report':
    case 'entry':
    case 'renewed':
    case 'collection':
    case 'topic':
    case 'link':
      return { by: [], people: 0 };
    case 'thanks': {
      const latest = await readActive(await thanksOf(record.threadId, record.no, bellLimits.names));
      return { by: latest.map(({ byline }) => byline), people: record.count ?? latest.length };
    }
  }
}
