import type { Group } from '@hearth/shared/groups/entity';
import { groupId } from '@hearth/shared/kernel/ids';
import type { GroupRecord } from './store.ts';

export function presentGroup({ _id, name, purpose, language, kind, members, seq }: GroupRecord): Group {
  return { id: groupId.parse(_id), name, purpose, language, kind, members, rev: seq };
}
