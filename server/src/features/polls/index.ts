import { polls as contract } from '@hearth/shared/polls/index';
import { feature, watched } from '../feature.ts';
import { pollAudience } from './audience.ts';
import { ballots } from './ballots.ts';
import { closeDue, scheduleChanged, scheduleOfPosts } from './closing.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import { polls as stream } from './stream.ts';
import { anyJob } from '../../jobs/job.ts';

export const polls = feature(contract, {
  commands: { 'poll.vote': service.vote, 'poll.change': service.change, 'poll.close': service.close },
  queries: { 'poll.get': queries.get, 'poll.names': queries.names },
  versions: { 'poll.get': queries.versionOfGet },
  personalData,
  streams: [watched(stream, pollAudience)],
  reactions: [scheduleOfPosts, scheduleChanged],
  jobs: [anyJob(closeDue)],
  recover: ballots.recount,
});
