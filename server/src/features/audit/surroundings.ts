import type { AuditEntry } from '@hearth/shared/audit/entity';
import { mayRead } from '@hearth/shared/kernel/access';
import { groupId, hexId, type GroupId } from '@hearth/shared/kernel/ids';
import type { AuditSubject } from '../../request/audit-log.ts';
import type { QueryContext } from '../../request/context.ts';
import { boardsWith, presentBoard, type BoardRecord } from '../boards/access.ts';
import { titleOfCollection } from '../collections/access.ts';
import { knownGroups } from '../groups/access.ts';
import { titleOfEntry } from '../library/access.ts';
import { findRoom } from '../rooms/access.ts';
import { findTag } from '../tags/access.ts';
import { presentThread, readThreads, stoodOn } from '../threads/access.ts';
import type { AuditRecord } from './store.ts';

export type Named = Pick<AuditEntry['on'], 'language'> & { readonly name: NonNullable<AuditEntry['on']['name']> };
type Names = ReadonlyMap<string, Named>;

/** In the place of a name that is not for this reader. */
const UNKNOWN = '…';

/** What things are called now for a reader: what they may not read has no name. */
export class Surroundings {
  readonly #boards: ReadonlyMap<string, BoardRecord>;
  readonly #names: Names;

  private constructor(boards: ReadonlyMap<string, BoardRecord>, names: Names) {
    this.#boards = boards;
    this.#names = names;
  }

  static async read(context: QueryContext, records: readonly AuditRecord[]): Promise<Surroundings> {
    const boards = new Map((await boardsWith(context, 'see')).map((board) => [board._id, board]));
    const ids = [...new Set(records.flatMap(idsIn))];
    const wanted = (kind: AuditSubject['kind']) => [
      ...new Set(records.flatMap(({ on }) => (on.kind === kind ? [on.id] : []))),
    ];
    const named = await Promise.all([
      threadsNamed(context, [...wanted('thread'), ...wanted('post'), ...ids]),
      groupsNamed(context, [...wanted('group'), ...ids]),
      roomsNamed(context, wanted('room')),
      tagsNamed(context, wanted('tag')),
      namedBy('entry', wanted('entry'), (id) => titleOfEntry(context, id)),
      namedBy('collection', wanted('collection'), (id) => titleOfCollection(context, id)),
    ]);
    return new Surroundings(boards, new Map(named.flat()));
  }

  board(id: string): BoardRecord | null {
    return this.#boards.get(id) ?? null;
  }

  boardName(id: string): Named['name'] | null {
    const board = this.board(id);
    return board && presentBoard(board).name;
  }

  nameOf({ kind, id }: AuditSubject): Named | null {
    if (kind === 'board') {
      const name = this.boardName(id);
      return name && { name, language: null };
    }
    return this.#names.get(`${kind === 'post' ? 'thread' : kind} ${id}`) ?? null;
  }

  groupName(id: string): string {
    return this.nameOf({ kind: 'group', id })?.name.en ?? UNKNOWN;
  }
}

/** Ids that may be those of threads and groups, in what acts say of before and after. */
function idsIn({ before, after }: AuditRecord): string[] {
  const values = [...Object.values(before), ...Object.values(after)];
  return values.flatMap((value) => value.split(/[^0-9a-f]+/)).filter((one) => hexId.safeParse(one).success);
}

type Entries = (readonly [string, Named])[];

function inBoth(text: string): Named['name'] {
  return { en: text, es: text };
}

async function threadsNamed(context: QueryContext, ids: readonly string[]): Promise<Entries> {
  if (ids.length === 0) return [];
  const [readable, moderated] = await Promise.all([boardsWith(context, 'read'), boardsWith(context, 'moderate')]);
  const isOn = (boards: typeof readable, boardId: string) => boards.some(({ _id }) => _id === boardId);
  // One that stands nowhere is named to whoever moderates where it stood.
  const threads = (await readThreads(ids)).filter(
    (thread) => isOn(readable, thread.boardId) || isOn(moderated, stoodOn(thread)),
  );
  return threads.map((record) => {
    const { id, title, language } = presentThread(record);
    return [`thread ${id}`, { name: inBoth(title), language }] as const;
  });
}

async function groupsNamed(context: QueryContext, ids: readonly string[]): Promise<Entries> {
  const asked = ids.flatMap((id): GroupId[] => {
    const read = groupId.safeParse(id);
    return read.success ? [read.data] : [];
  });
  const known = await knownGroups(context, asked);
  return [...known.values()].map(({ id, name }) => [`group ${id}`, { name: inBoth(name), language: null }] as const);
}

async function roomsNamed({ actor }: QueryContext, ids: readonly string[]): Promise<Entries> {
  const rooms = await Promise.all(ids.map(findRoom));
  return rooms.flatMap((room) =>
    room && mayRead(actor, room.readers)
      ? [[`room ${room._id}`, { name: inBoth(room.title), language: room.language }] as const]
      : [],
  );
}

async function tagsNamed({ services }: QueryContext, ids: readonly string[]): Promise<Entries> {
  const tags = await Promise.all(ids.map((id) => findTag(services, id)));
  return tags.flatMap((tag) =>
    tag ? [[`tag ${tag._id}`, { name: { en: tag.name.en, es: tag.name.es }, language: null }] as const] : [],
  );
}

/** What has a title of its own, in one language or another. */
async function namedBy(
  kind: AuditSubject['kind'],
  ids: readonly string[],
  titleOf: (id: string) => Promise<string | null>,
): Promise<Entries> {
  const titles = await Promise.all(ids.map(titleOf));
  return ids.flatMap((id, place) => {
    const title = titles[place];
    return title ? [[`${kind} ${id}`, { name: inBoth(title), language: null }] as const] : [];
  });
}
