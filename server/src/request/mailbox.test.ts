import { expect, test } from '@jest/globals';
import { mailboxOf } from './mailbox.ts';

test.each([
  ['ana@example.org', 'ana@example.org'],
  ['Ana@Example.ORG', 'ana@example.org'],
  ['ana+1@example.org', 'ana@example.org'],
  ['ana+1+2@example.org', 'ana@example.org'],
  ['ana.f@example.org', 'ana.f@example.org'],
  ['a.n.a+x@googlemail.com', 'ana@gmail.com'],
  ['ana@gmail.com', 'ana@gmail.com'],
])('%s reaches the mailbox %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox);
});
