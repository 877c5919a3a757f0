import { z } from 'zod';
import type { Job } from '../../jobs/job.ts';
import { mailing } from '../../jobs/mailing.ts';
import { mailIdOf } from '../../platform/mail.ts';
import { idOf } from '../../streams/definition.ts';
import { findActor, findPerson, isReached } from '../accounts/access.ts';
import { react } from '../reaction.ts';
import { decidedLetter } from '../sanctions/access.ts';
import { decideItem } from './access.ts';
import { appealKeyOf } from './appeal-id.ts';
import { findAppeal, readAppealsAgainst } from './appeal-store.ts';
import { shownTo } from './shown.ts';
import { findItem } from './store.ts';
import { reviews } from './stream.ts';

/** Whoever had removed it is told what became of an appeal; and where they took that back, nothing is left to decide again. */
export const followAppeals = react({
  to: reviews,
  name: 'review-appeals',
  async handle(services, events) {
    for (const { stream, seq, data } of events) {
      const { item } = data;
      const last = item.steps.at(-1);
      if (item.turn !== seq || !last) continue;
      if (item.kind !== 'appeal' && last.kind === 'undone')
        for (const appealed of await readAppealsAgainst(idOf(stream))) {
          const named = { key: appealKeyOf(appealed), kind: 'appeal' } as const;
          await decideItem(services, { ...named, state: 'resolved', by: last.by, at: last.at });
        }
      const about = item.against?.by?.personId;
      if (item.kind !== 'appeal' || item.subject?.kind !== 'post' || !item.outcome?.words || !about) continue;
      const input = { itemId: idOf(stream), turn: seq };
      await services.jobs.schedule(mailDecider, { key: `${input.itemId}/${seq}`, input, about });
    }
  },
});

const decided = z.object({ itemId: z.string(), turn: z.int() });

/** In their language, and nothing of what they may not read any more. */
export const mailDecider: Job<z.infer<typeof decided>> = {
  ...mailing,
  name: 'review.mail-decider',
  input: decided,
  async run(services, { itemId, turn }) {
    const [item, appealed] = await Promise.all([findItem(itemId), findAppeal(itemId)]);
    const { personId } = item?.against?.by ?? {};
    // Taken back, or decided once more since: that has a mail of its own.
    if (item?.turn !== turn || !item.outcome || !appealed || !personId) return;
    const [person, actor] = await Promise.all([findPerson(personId), findActor(services, personId)]);
    const { title } = await shownTo({ services, actor }, item.subject);
    if (person?.status !== 'active' || !isReached(services, person) || title === null) return;
    const letter = decidedLetter(person.locale, {
      ...{ name: person.name, about: title, words: item.outcome.words },
      outcome: item.state === 'resolved' ? 'overturned' : 'upheld',
      link: `${services.baseUrl.url}/desk/queue/${appealed.removalId}`,
    });
    const to = { name: person.name, address: person.email };
    await services.mailer.send({ to, mailId: mailIdOf('appeal', `${itemId}/${turn}`), ...letter });
  },
};
