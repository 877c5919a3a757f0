import { filesOf, languagesOf } from './parts.ts';
import type { PartRecord } from './store.ts';
import type { EntryData } from './stream.ts';
import { withCurrent } from './version-record.ts';

type Fields = EntryData['entry'];

export function hasAny(fields: Fields, gone: ReadonlySet<string>): boolean {
  return filesOf(fields).some(({ fileId }) => gone.has(fileId));
}

/**
 * An entry without files that are gone with whoever sent them, in whatever version they stand. Where nothing is left of the
 * current one, the latest before it that has something is current again; without any the entry is hidden, for curators to look at.
 */
export function withoutFiles(fields: Fields, gone: ReadonlySet<string>, at: Date): Fields {
  if (!hasAny(fields, gone)) return fields;
  const bare = (parts: readonly PartRecord[]) => parts.flatMap((part) => withoutFile(part, gone));
  const { versions, state } = fields;
  const proposed = versions?.proposed && { ...versions.proposed, parts: bare(versions.proposed.parts) };
  const left = {
    ...fields,
    parts: bare(fields.parts),
    ...(fields.cover && gone.has(fields.cover.fileId) && { cover: null }),
    ...(versions && {
      versions: {
        ...versions,
        past: versions.past.map((one) => ({ ...one, parts: bare(one.parts) })),
        proposed: proposed && proposed.parts.length > 0 ? proposed : null,
      },
    }),
  };
  if (left.parts.length > 0 || fields.parts.length === 0)
    return { ...left, languages: languagesOf(left.parts, left.note) };
  const before = left.versions?.past.findLast(({ parts }) => parts.length > 0);
  if (!before || !left.versions)
    return { ...left, languages: [], ...(state === 'published' && { state: 'hidden', at }) };
  const said = { what: '', by: null, at, isSmall: false, again: before.no };
  const again = withCurrent(left, { ...said, no: left.versions.last + 1, parts: before.parts });
  return { ...left, ...again, languages: languagesOf(again.parts) };
}

function withoutFile(part: PartRecord, gone: ReadonlySet<string>): PartRecord[] {
  if (part.kind === 'link') return [part];
  if (gone.has(part.fileId)) return [];
  if (part.kind === 'picture' || !part.captions) return [part];
  const { captions, ...film } = part;
  const stay = captions.filter(({ fileId }) => !gone.has(fileId));
  return [{ ...film, ...(stay.length > 0 && { captions: stay }) }];
}
