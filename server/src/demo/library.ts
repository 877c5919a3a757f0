import { idFrom } from '@hearth/shared/kernel/id-from';
import { entryId, type GivenPart } from '@hearth/shared/library/entity';
import { thank } from '../features/entry-counts/service.ts';
import { draft, turn } from '../features/library/service.ts';
import { report as reportTrial } from '../features/trials/service.ts';
import type { Filling } from './filling.ts';
import { groupIdOfKey } from './groups.ts';
import { commandIdOf } from './ids.ts';
import type { DemoEntry } from './library-entry.ts';
import { drawn, written } from './pictures.ts';

const DAY_MINUTES = 24 * 60;

export function entryIdOfKey(key: string) {
  return entryId.parse(idFrom(commandIdOf(`entry ${key}`)));
}

/** People give to the library, and curators publish most of it on the next day. */
export async function fillLibrary({ network, as }: Filling): Promise<void> {
  for (const { key, by, curator, daysAgo, group, parts, tried, thanks, ...said } of network.library) {
    const what = `entry ${key}`;
    const giving = as(by, daysAgo * DAY_MINUTES, what);
    const groups = group ? [groupIdOfKey(group)] : [];
    const given = await Promise.all(parts.map((part) => givenPart(giving, part)));
    const begun = await draft(giving, { ...said, groups, parts: given, mayShare: true });
    const sending = as(by, daysAgo * DAY_MINUTES - 10, `${what} sent`);
    const sent = await turn(sending, { entryId: begun.id, rev: begun.rev, act: 'submit', reason: '' });
    if (!curator) continue;
    const publishing = as(curator, (daysAgo - 1) * DAY_MINUTES, `${what} published`);
    await turn(publishing, { entryId: sent.id, rev: sent.rev, act: 'publish', reason: '' });
    await publishing.services.streams.outbox.drained();
    for (const { by: reporter, hoursAgo, said: report } of tried)
      await reportTrial(as(reporter, hoursAgo * 60, `${what} tried ${reporter}`), { entryId: sent.id, ...report });
    for (const thankful of thanks)
      await thank(as(thankful, daysAgo * 60, `${what} thanks ${thankful}`), { entryId: sent.id, thanks: true });
  }
}

async function givenPart(giving: ReturnType<Filling['as']>, part: DemoEntry['parts'][number]): Promise<GivenPart> {
  const { language } = part;
  if ('url' in part) return { kind: 'link', url: part.url, title: part.title, language };
  if ('picture' in part) {
    const { picture: file, width, height, alt } = part;
    return { kind: 'picture', fileId: await drawn(giving, { file, width, height }, 'picture'), alt, language };
  }
  const captions = [];
  for (const { file, language: its } of part.captions ?? [])
    captions.push({ fileId: await written(giving, { file, name: part.name, kind: 'vtt' }), language: its });
  const own = captions.length > 0 && { captions };
  return { kind: 'file', fileId: await written(giving, part), name: part.name, language, ...own };
}
