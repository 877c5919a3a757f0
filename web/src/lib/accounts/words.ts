import type { Role } from '@hearth/shared/kernel/rights';
import type { Work } from '@hearth/shared/accounts/entity';
import * as m from '../paraglide/messages.js';

const works: Readonly<Record<Work, () => string>> = {
  teacher: () => m.work_teacher(),
  coordinator: () => m.work_coordinator(),
  parent: () => m.work_parent(),
  principal: () => m.work_principal(),
  district: () => m.work_district(),
  union: () => m.work_union(),
  partner: () => m.work_partner(),
};

const roles: Readonly<Record<Role, () => string>> = {
  member: () => m.role_member(),
  moderator: () => m.role_moderator(),
  admin: () => m.role_admin(),
};

export const workName = (work: Work): string => works[work]();
export const roleName = (role: Role): string => roles[role]();

/** For a form: values and what people call them. */
export function workChoices(): readonly (readonly [string, string])[] {
  return Object.entries(works).map(([work, name]) => [work, name()]);
}

export function roleChoices(): readonly (readonly [string, string])[] {
  return Object.entries(roles).map(([role, name]) => [role, name()]);
}
