import { entryCounts as contract } from '@hearth/shared/entry-counts/index';
import { feature, watched } from '../feature.ts';
import { wholeAudience } from '../library/access.ts';
import { followReaders } from './following.ts';
import { forgetCounts } from './forgetting.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';
import { entryCounts as stream } from './stream.ts';
import { thanks } from './thanks.ts';

export const entryCounts = feature(contract, {
  commands: { 'entry.thank': service.thank, 'entry.view': service.view },
  queries: { 'entry.counts': service.counts },
  streams: [watched(stream, wholeAudience)],
  reactions: [forgetCounts, followReaders],
  personalData,
  recover: thanks.recount,
});
