import { desk as contract } from '@hearth/shared/desk/index';
import { feature, watched } from '../feature.ts';
import { deskOfBoards, deskOfPeople, deskOfRooms } from './from-others.ts';
import { deskOfReviews } from './from-review.ts';
import { deskOfThreads } from './from-threads.ts';
import { personalData } from './personal-data.ts';
import * as queries from './queries.ts';
import { deskAudience } from './scope.ts';
import { desks } from './stream.ts';
import * as views from './views.ts';

export const desk = feature(contract, {
  commands: { 'desk.save-view': views.save, 'desk.drop-view': views.drop },
  queries: { 'desk.list': queries.list, 'desk.show': queries.show, 'desk.views': views.list },
  personalData,
  streams: [watched(desks, deskAudience)],
  reactions: [deskOfThreads, deskOfRooms, deskOfPeople, deskOfBoards, deskOfReviews],
});
