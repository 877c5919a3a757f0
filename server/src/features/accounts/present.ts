import { domainToUnicode } from 'node:url';
import type { Byline, DeviceSession, Me, Profile } from '@hearth/shared/accounts/entity';
import { personId } from '@hearth/shared/kernel/ids';
import type { PersonRecord, SessionRecord } from './model.ts';

export function presentByline({ _id, name, work, school, state }: PersonRecord): Byline {
  return { personId: personId.parse(_id), name, work, school, state };
}

/** What members see of each other. */
export function presentProfile(record: PersonRecord): Profile {
  return {
    id: personId.parse(record._id),
    name: record.name,
    work: record.work,
    school: record.school,
    state: record.state,
    languages: [...record.languages],
    bio: record.bio,
    role: record.role,
    joinedAt: record.joinedAt.toISOString(),
  };
}

export function presentMe(record: PersonRecord): Me {
  const { email, locale, passwordHash, isDemo } = record;
  return {
    ...presentProfile(record),
    email: shownEmail(email),
    locale,
    hasPassword: passwordHash !== null,
    isProven: isDemo || record.isProven === true,
  };
}

/** Kept in ASCII, shown as it is written: `ana@español.example`. */
function shownEmail(email: string): string {
  const [local = '', host = ''] = email.split('@');
  return host === '' ? email : `${local}@${domainToUnicode(host)}`;
}

export function presentSession(record: SessionRecord, currentId: string): DeviceSession {
  return {
    id: record.handle,
    device: record.device,
    startedAt: record.startedAt.toISOString(),
    seenAt: record.seenAt.toISOString(),
    current: record._id === currentId,
  };
}
