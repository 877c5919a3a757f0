import { photos as contract } from '@hearth/shared/photos/index';
import { feature, watched } from '../feature.ts';
import { dropOfClosed } from './closed.ts';
import { personalData } from './personal-data.ts';
import * as service from './service.ts';
import { personPhotos, photoAudience, photos as stream } from './stream.ts';

export const photos = feature(contract, {
  commands: { 'photo.set': service.set, 'photo.remove': service.remove },
  queries: { 'photo.of': service.of },
  versions: { 'photo.of': service.versionOf },
  personalData,
  fileSubjects: [personPhotos],
  streams: [watched(stream, photoAudience)],
  recover: dropOfClosed,
});
