import { expect, test } from '@jest/globals';
import { language } from '@hearth/shared/accounts/entity';
import { closedLetter } from './mails.ts';

const link = 'https://hearth.example/rooms/0123456789abcdef';

test('hosts are told in their language which room was closed, and where it is', () => {
  const closed = { link, name: 'Ana', title: 'Ask <us>' };
  const letters = language.options.flatMap((locale) =>
    [true, false].map((wasOpen) => closedLetter(locale, { ...closed, wasOpen })),
  );
  for (const { subject, text, html } of letters) {
    expect(subject).toContain('Ask <us>');
    expect(text).toContain(`\n${link}\n`);
    expect(html).toContain('Ask &#60;us&#62;');
  }
  expect(new Set(letters.map(({ subject }) => subject)).size).toBe(letters.length);
});
