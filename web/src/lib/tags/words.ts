import type { TagGroup } from '@hearth/shared/tags/entity';
import * as m from '../paraglide/messages.js';

/** The parts of the list, in this order. */
export function groupNames(): readonly (readonly [TagGroup | null, string])[] {
  return [
    ['grade', m.tag_group_grade()],
    ['topic', m.tag_group_topic()],
    [null, m.tag_group_none()],
  ];
}
