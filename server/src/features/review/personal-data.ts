import type { exported } from '@hearth/shared/review/exported';
import type { z } from 'zod';
import { personalStream, type Leaving, type PersonalData } from '../../personal-data/declaration.ts';
import { withoutPerson } from '../../personal-data/without-person.ts';
import type { Services } from '../../services.ts';
import { commit } from '../../streams/commit.ts';
import { hiddenNamesOf } from '../anonymous/access.ts';
import { closeItem } from './access.ts';
import { appealKeyOf } from './appeal-id.ts';
import { deleteAppealsOf, readAppealsOf } from './appeal-store.ts';
import { presentItem, reportStateOf } from './present.ts';
import { fieldsOf } from './reporting.ts';
import { readItemsNaming, readItemsReported, readReportsBy, type ReportRecord, type StepRecord } from './store.ts';
import { reviews, type ReviewData, type ReviewFields } from './stream.ts';

type Exported = z.output<z.ZodObject<typeof exported>>;

/** More than anybody has. */
const ALL = 100_000;

/**
 * A report stays without whoever made it, and a decision without whoever decided. Words go where they take them along. Appeals go;
 * of what was written without a name nothing says whose they were, and they end with their time.
 */
export const personalData: PersonalData<Exported> = {
  collections: ['ReviewItem', 'Report', 'Appeal'],
  streams: [
    personalStream(reviews, {
      names: [
        ...[
          'report.by.personId',
          'item.subject.personId',
          'item.against.by.personId',
          'item.claim.by.personId',
          'item.assigned.personId',
        ],
        ...['item.outcome.by.personId', 'item.steps.by.personId', 'item.steps.to.personId'],
      ],
      redact: (_id, leaving) => (data) => withoutTraces(data, leaving),
    }),
  ],

  async export({ services, actor }) {
    const made = await readReportsBy(actor.id, ALL);
    const items = await readItemsReported(made);
    const named = await readItemsNaming(actor.id);
    const isOwnNote = ({ by, words }: StepRecord) => by?.personId === actor.id && !!words;
    const noted = [...new Map(named.map((item) => [item._id, item])).values()].flatMap(({ steps }) =>
      steps.filter(isOwnNote).map(({ words = '', at }) => ({ words, at: at.toISOString() })),
    );
    return {
      reports: made.flatMap((report) => {
        const item = items.get(report.itemId);
        if (!item) return [];
        const { reason, note, at } = report;
        const state = reportStateOf(item, report);
        return [{ subject: presentItem(item).subject, reason, note, at: at.toISOString(), state }];
      }),
      appeals: (await readAppealsOf([actor.id, ...(await hiddenNamesOf(services, actor.id))])).map(({ words, at }) => ({
        words,
        at: at.toISOString(),
      })),
      reviewNotes: noted,
    };
  },

  async erase(services, leaving) {
    const made = await readReportsBy(leaving.personId, ALL);
    for (const report of made) await takeFromReport(services, leaving, report);
    const named = await readItemsNaming(leaving.personId);
    for (const { _id, seq } of named)
      await commit(services.streams, reviews, _id, leaving.causeOf(`review ${_id} ${seq}`), (item) => {
        const fields = item && fieldsOf(item);
        const left = fields && withoutModerator(fields, leaving);
        return left && left !== fields ? { item: left } : null;
      });
    const appealed = await readAppealsOf([leaving.personId]);
    for (const one of appealed) await closeItem(services, { key: appealKeyOf(one), kind: 'appeal' });
    await deleteAppealsOf(leaving.personId);
    return made.length + named.length + appealed.length > 0;
  },
};

async function takeFromReport({ streams }: Services, leaving: Leaving, report: ReportRecord): Promise<void> {
  const { itemId, rev, ...said } = report;
  const cause = leaving.causeOf(`report ${itemId} ${rev}`);
  await commit(streams, reviews, itemId, cause, (item) =>
    item ? { item: fieldsOf(item), report: withoutReporter(said, leaving), replaces: rev } : null,
  );
}

type Said = NonNullable<ReviewData['report']>;

function withoutReporter(report: Said, { words }: Pick<Leaving, 'words'>): Said {
  return { ...report, by: null, note: words === 'remove' ? '' : report.note };
}

/** The same fields where there is no trace of them. */
function withoutModerator(item: ReviewFields, { personId, words }: Leaving): ReviewFields {
  const isTheirs = (one: { readonly by: { readonly personId: string } | null } | null) =>
    one?.by?.personId === personId;
  const bare = withoutPerson(item, personId);
  if (bare === item || words === 'keep') return bare;
  return {
    ...bare,
    steps: bare.steps.map((step, place) => (isTheirs(item.steps[place] ?? null) ? { ...step, words: '' } : step)),
    outcome: bare.outcome && isTheirs(item.outcome) ? { ...bare.outcome, words: '' } : bare.outcome,
  };
}

/** The same data where there is no trace of them. */
function withoutTraces(data: ReviewData, leaving: Leaving): ReviewData {
  const item = withoutModerator(data.item, leaving);
  const isTheirs = data.report?.by?.personId === leaving.personId;
  if (item === data.item && !isTheirs) return data;
  return { ...data, item, ...(data.report && isTheirs && { report: withoutReporter(data.report, leaving) }) };
}
