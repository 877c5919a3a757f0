import { rooms as contract } from '@hearth/shared/rooms/index';
import { anyJob } from '../../jobs/job.ts';
import { feature, watched } from '../feature.ts';
import * as answering from './answering.ts';
import * as asking from './asking.ts';
import { closeForgotten, tellHost } from './closing.ts';
import * as hosting from './hosting.ts';
import { personalData } from './personal-data.ts';
import { answerPictures } from './pictures.ts';
import * as queries from './queries.ts';
import * as service from './service.ts';
import { roomAudience, rooms as stream } from './stream.ts';
import { votes } from './votes.ts';

export const rooms = feature(contract, {
  commands: {
    'room.schedule': service.schedule,
    'room.edit': service.edit,
    'room.cancel': service.cancel,
    'room.open': service.open,
    'room.end': service.end,
    'room.add-host': hosting.addHost,
    'room.remove-host': hosting.removeHost,
    'question.ask': asking.ask,
    'question.withdraw': asking.withdraw,
    'question.vote': asking.vote,
    'question.answer-now': answering.answerNow,
    'question.answered': answering.answered,
    'question.dismiss': answering.dismiss,
    'question.reopen': answering.reopen,
  },
  queries: {
    'room.list': queries.list,
    'room.get': queries.get,
  },
  personalData,
  jobs: [anyJob(closeForgotten), anyJob(tellHost)],
  streams: [watched(stream, roomAudience)],
  fileSubjects: [answerPictures],
  recover: votes.recount,
});
