import type { GroupKind } from '@hearth/shared/groups/entity';
import * as m from '../paraglide/messages.js';

const kinds: Readonly<Record<GroupKind, { readonly name: () => string; readonly about: () => string }>> = {
  open: { name: m.group_open, about: m.group_kind_open },
  request: { name: m.group_request, about: m.group_kind_request },
  invited: { name: m.group_by_invitation, about: m.group_kind_invited },
  hidden: { name: m.group_hidden, about: m.group_kind_hidden },
};

export const kindName = (kind: GroupKind): string => kinds[kind].name();

/** For a form: values, and how people come in. */
export function kindChoices(): readonly (readonly [string, string])[] {
  return Object.entries(kinds).map(([kind, { about }]) => [kind, about()]);
}
