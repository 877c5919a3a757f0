import { feeds as contract } from '@hearth/shared/feeds/index';
import { feature } from '../feature.ts';
import { ofAll, ofBoard, ofTag, ofThread } from './feeds.ts';
import { endKey, getKey, makeKey } from './keys.ts';
import { personalData } from './personal-data.ts';
import * as siteMap from './site-map.ts';

export const feeds = feature(contract, {
  commands: { 'feed.make-key': makeKey, 'feed.end-key': endKey },
  queries: {
    'feed.all': ofAll,
    'feed.board': ofBoard,
    'feed.tag': ofTag,
    'feed.thread': ofThread,
    'feed.key': getKey,
    'feed.site-map': siteMap.list,
    'feed.site-map-part': siteMap.part,
  },
  personalData,
});
