import * as m from '../paraglide/messages.js';
import { addSentences, type Sentences } from '../text/errors.ts';

/** What is refused in rooms. Moments come as the form has written them, by the clocks of the zone that was chosen in it. */
export const roomSentences = {
  'room-not-live': () => m.error_room_not_live(),
  'room-ended': () => m.error_room_ended(),
  'room-begun': () => m.error_room_begun(),
  'room-in-past': ({ next = '' }) => m.error_room_in_past({ next }),
  'room-too-far': ({ last = '' }) => m.error_room_too_far({ last }),
  'zone-missing': () => m.error_zone_missing(),
  'time-skipped': ({ next = '' }) => m.error_time_skipped({ next }),
  'time-twice': () => m.error_time_twice(),
  'host-unknown': ({ name = '' }) => m.error_host_unknown({ name }),
  'host-several': ({ name = '', who = '' }) => m.error_host_several({ name, who }),
  'last-host': () => m.error_last_host(),
  'too-many-hosts': (params) => m.error_too_many_hosts({ most: params['most'] ?? 12 }),
  'asking-closed': () => m.error_asking_closed(),
  'too-many-open': (params) => m.error_too_many_open({ most: params['most'] ?? 5 }),
  'too-many-asked': (params) => m.error_too_many_asked({ most: params['most'] ?? 30 }),
  'room-filling': () => m.error_room_filling(),
  'question-closed': () => m.error_question_closed(),
  'own-question': () => m.error_own_question(),
  'answering-another': (params) => m.error_answering_another({ name: params['name'] ?? '' }),
} as const satisfies Sentences;

addSentences(roomSentences);
