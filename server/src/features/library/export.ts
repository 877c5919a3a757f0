import { isStaff } from '@hearth/shared/kernel/access';
import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { downloadPath, filePath } from '@hearth/shared/files/address';
import { entryId } from '@hearth/shared/library/entity';
import type { ExportedEntry } from '@hearth/shared/library/export';
import { libraryLimits } from '@hearth/shared/library/limits';
import { circlesOf } from '@hearth/shared/library/policy';
import type * as contract from '@hearth/shared/library/queries';
import { noteLook } from '../../request/audit.ts';
import { requirePerson, type QueryContext } from '../../request/context.ts';
import { readAfter, type EntryRecord, type PartRecord } from './store.ts';

type Published = typeof contract.exportLibrary;
type All = typeof contract.exportAll;

const { exported: page } = libraryLimits;

export async function published(context: QueryContext, { after }: InputOf<Published>): Promise<OutputOf<Published>> {
  return pageOf(await readAfter(after ?? '', page + 1, { circles: circlesOf(context.actor) }));
}

/** In whatever state: noted with every page, as each may be the first that is asked for; the log has it once in an hour. */
export async function all(context: QueryContext, { after }: InputOf<All>): Promise<OutputOf<All>> {
  const { actor } = requirePerson(context);
  if (!isStaff(actor) || actor.role !== 'admin') throw commonError('not-allowed');
  await noteLook(context, 'library.export-all', { on: { kind: 'entry', id: 'all' } });
  return pageOf(await readAfter(after ?? '', page + 1, null));
}

function pageOf(found: readonly EntryRecord[]): OutputOf<All> {
  const last = found.length > page ? found[page - 1] : undefined;
  return { entries: found.slice(0, page).map(present), next: last ? entryId.parse(last._id) : null };
}

function present(entry: EntryRecord): ExportedEntry {
  const { _id, kind, state, title, by, summary, parts, audience, licence, credit, publishedAt, cover } = entry;
  return {
    ...{ id: entryId.parse(_id), kind, state, title, by, summary: summary.text },
    parts: parts.map(partOf),
    cover: cover ? { title: cover.alt, address: filePath(cover.fileId, WIDEST) } : null,
    ...{ audience, licence, credit, publishedAt: publishedAt?.toISOString() ?? null },
  };
}

/** The widest that there is of a picture. */
const WIDEST = 1920;

function partOf(part: PartRecord): ExportedEntry['parts'][number] {
  const { language } = part;
  if (part.kind === 'link') return { title: part.title, address: part.url, language };
  if (part.kind === 'picture') return { title: part.alt, address: filePath(part.fileId, WIDEST), language };
  return { title: part.name, address: downloadPath(part.fileId), language };
}
