import type { InputOf, OutputOf } from '@hearth/shared/kernel/command';
import { commonError } from '@hearth/shared/kernel/errors';
import { entryId as entryIdSchema, type GivenPart } from '@hearth/shared/library/entity';
import { libraryError } from '@hearth/shared/library/errors';
import { libraryLimits } from '@hearth/shared/library/limits';
import { needsReason, stateAfter, type Act } from '@hearth/shared/library/state';
import type * as contract from '@hearth/shared/library/version-commands';
import { commitAs, requirePerson, type Context } from '../../request/context.ts';
import { dropFiles, willDrop } from '../files/access.ts';
import { checked, dataOf, fieldsOf } from './changing.ts';
import { filesIn, filesOf, languagesOf, partsFor, refsOf, subjectOfEntry } from './parts.ts';
import { note, requireMay } from './service.ts';
import { isTrusted } from './trusted.ts';
import type { EntryRecord, OtherVersion, PartRecord, VersionsRecord } from './store.ts';
import { entries, type EntryData } from './stream.ts';
import { allParts, partsOf, versionsOf, withCurrent, withProposed } from './version-record.ts';

type Renew = typeof contract.renewEntry;
type Turn = typeof contract.turnVersion;
type Done = OutputOf<Turn>;

/** What was read of it. */
interface Read {
  readonly rev: number;
  readonly expectedCurrent: number;
  /** The version that one decides about, where that waits. */
  readonly proposed?: number;
}

/** As it was read; where another version has come meanwhile, the refusal names it. */
function requireRead(held: EntryRecord | null, read: Read, act: Act): EntryRecord {
  if (!held) throw commonError('no-such-thing');
  if (stateAfter(act, held.state) === null) throw libraryError('library-not-now');
  const { current, proposed } = versionsOf(held);
  if (current.no !== read.expectedCurrent) throw libraryError('library-newer', { params: { no: current.no } });
  if (read.proposed !== undefined && proposed && proposed.no !== read.proposed)
    throw libraryError('library-newer', { params: { no: proposed.no } });
  if (held.seq !== read.rev) throw libraryError('library-changed');
  return held;
}

/** By its owner or a curator. Whoever has sent one before replaces it; what another has sent is to be decided first. */
export async function renew(context: Context, input: InputOf<Renew>): Promise<Done> {
  const { entryId, parts: given, what, isSmall } = input;
  const act = isSmall ? 'fix' : 'renew';
  const { entry, standing } = await requireMay(context, entryId, [act]);
  if (isSmall && !(await isTrusted(entry))) throw commonError('not-allowed');
  const { actor, byline } = requirePerson(context);
  let before = entry;
  const event = await commitAs(context, entries, entryId, async (held) => {
    before = requireRead(held, input, act);
    const versions = versionsOf(before);
    if (versions.proposed && versions.proposed.by?.personId !== actor.id) throw libraryError('library-not-now');
    requireRoom(versions);
    const parts = await newParts(context, given, before);
    const said = { what, by: byline, at: context.services.clock.now(), parts };
    await willDrop(context, idsOf(versions.proposed?.parts ?? []));
    await note(context, standing, before, {});
    if (!isSmall) return dataFor(before, { ...fieldsOf(before), versions: withProposed(before, said) });
    const next = { ...said, no: versions.last + 1, isSmall, again: null };
    // What the same person had sent before is in it, or not wanted any more.
    return dataFor(before, renewed({ ...before, versions: { ...versions, proposed: null } }, next));
  });
  return finished(context, before, event, (versions) => (versions.proposed ?? versions.current).no);
}

export async function turnVersion(context: Context, input: InputOf<Turn>): Promise<Done> {
  const { entryId, no, act, reason } = input;
  const { entry, standing } = await requireMay(context, entryId, [act]);
  if (needsReason(act) && !reason) throw libraryError('library-reason', { fields: { reason: 'missing' } });
  let before = entry;
  const event = await commitAs(context, entries, entryId, async (held) => {
    before = requireRead(held, { ...input, ...(act !== 'again' && { proposed: no }) }, act);
    const after = afterTurn(context, before, input);
    await note(context, standing, before, {
      before: { version: String(versionsOf(before).current.no) },
      after: { act, version: String(no) },
      reason,
    });
    const isOwn = act === 'retract' || standing === 'override';
    const by = isOwn ? before.decidedBy : requirePerson(context).byline;
    const tells = isOwn ? {} : ({ reason, news: act === 'refuse' ? 'refused' : 'renewed' } as const);
    if (act === 'refuse' || act === 'retract') await willDrop(context, idsOf(versionsOf(before).proposed?.parts ?? []));
    return dataFor(before, { ...after, ...tells, decidedBy: by }, !isOwn);
  });
  return finished(context, before, event, () => no);
}

function afterTurn(context: Context, before: EntryRecord, { no, act }: InputOf<Turn>): EntryData['entry'] {
  const versions = versionsOf(before);
  const at = context.services.clock.now();
  if (act === 'again') return broughtBack(context, before, no);
  if (versions.proposed?.no !== no) throw libraryError('library-not-now');
  if (act !== 'accept') return { ...fieldsOf(before), versions: { ...versions, proposed: null } };
  return renewed(before, { ...versions.proposed, at });
}

/** The same files under a new number: what has been is never changed. */
function broughtBack(context: Context, before: EntryRecord, no: number): EntryData['entry'] {
  const versions = versionsOf(before);
  const parts = no === versions.current.no ? null : partsOf(before, no);
  if (!parts) throw libraryError('library-not-now');
  requireRoom(versions);
  const { byline } = requirePerson(context);
  const said = { what: '', by: byline, at: context.services.clock.now(), isSmall: false, again: no };
  return renewed(before, { ...said, no: versions.last + 1, parts });
}

function renewed(before: EntryRecord, next: OtherVersion): EntryData['entry'] {
  const after = withCurrent(before, next);
  const fresh = { ...checked(before.kind, next.at), news: null };
  return { ...fieldsOf(before), ...fresh, ...after, languages: languagesOf(after.parts, before.note) };
}

/** The list shows nothing of versions but in which languages there is something. */
function dataFor(before: EntryRecord, after: EntryData['entry'], tells = false): EntryData {
  const { lists, ...data } = dataOf(before, after, tells);
  return lists && before.languages.join() !== after.languages.join() ? { ...data, lists } : data;
}

function requireRoom({ past }: VersionsRecord): void {
  const most = libraryLimits.versions;
  if (past.length + 1 >= most) throw libraryError('library-versions-full', { params: { most } });
}

/** What stood in any version of it may stand in the next; all else is the caller's own. */
async function newParts(context: Context, given: readonly GivenPart[], before: EntryRecord): Promise<PartRecord[]> {
  const wanted = new Set(refsOf(given));
  const kept = allParts(before).filter((part) => refsOf([part]).some((ref) => wanted.has(ref)));
  const parts = await partsFor(context, given, kept);
  if (JSON.stringify(parts) === JSON.stringify(before.parts)) throw libraryError('library-same');
  return parts;
}

function idsOf(parts: readonly PartRecord[]): string[] {
  return filesIn(parts).map(({ fileId }) => fileId);
}

type Committed = { readonly seq: number; readonly data: EntryData } | null;

/** What no version has any more is deleted. */
async function finished(
  context: Context,
  before: EntryRecord,
  event: Committed,
  noOf: (versions: VersionsRecord) => number,
): Promise<Done> {
  if (!event) throw commonError('internal');
  const { entry } = event.data;
  await dropFiles(
    context.services,
    subjectOfEntry(before._id),
    filesIn(before.versions?.proposed?.parts ?? []),
    filesOf(entry),
  );
  const versions = versionsOf(entry);
  return {
    id: entryIdSchema.parse(before._id),
    rev: event.seq,
    version: noOf(versions),
    current: versions.current.no,
  };
}
