import { beforeEach, expect, test } from '@jest/globals';
import { commonError } from '@hearth/shared/kernel/errors';
import { joinWords, readDraft, takeUpDraft, writeDraft } from '../text/drafts.ts';
import { announceLeaving, claimDevice } from './device.ts';
import { settleDraft } from './draft-recovery.ts';

const reply = { commandId: 'c', name: 'post.reply', input: { threadId: 't', text: 'Ours' }, since: 0 };
const question = { ...reply, name: 'question.ask', input: { roomId: 'r', text: 'Ours?', anonymous: true } };
const ok = { ok: true, value: null } as const;
const refused = { ok: false, error: commonError('not-allowed').wire } as const;

beforeEach(() => {
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(globalThis, name, { value: emptyStorage(), configurable: true });
  claimDevice('ana', false);
});

/** As in browsers, what is kept is what is listed. */
function emptyStorage(): Record<string, string> {
  const own = { enumerable: false };
  const kept: Record<string, string> = Object.create(
    {},
    {
      getItem: { ...own, value: (key: string) => kept[key] ?? null },
      setItem: { ...own, value: (key: string, value: string) => (kept[key] = value) },
      removeItem: { ...own, value: (key: string) => delete kept[key] },
    },
  );
  return kept;
}

test('a page that says one has left takes drafts along where that was asked for just before, and nowhere else', () => {
  writeDraft('reply:t', 'Ours');
  claimDevice(null, true);
  expect(readDraft('reply:t')).toBe('Ours');
  // Asked for and not done, as where a form was refused.
  announceLeaving();
  claimDevice('ana', false);
  claimDevice(null, true);
  expect(readDraft('reply:t')).toBe('Ours');
  announceLeaving();
  claimDevice(null, true);
  expect(readDraft('reply:t')).toBe('');
});

test('words that have arrived leave the draft, unless something else has been begun there', () => {
  writeDraft('reply:t', 'Ours');
  settleDraft(reply, ok);
  expect(readDraft('reply:t')).toBe('');
  writeDraft('reply:t', 'Begun since');
  settleDraft(reply, ok);
  expect(readDraft('reply:t')).toBe('Begun since');
});

test('refused words go back in front of what was begun since, once', () => {
  writeDraft('reply:t', 'Begun since');
  settleDraft(reply, refused);
  settleDraft(reply, refused);
  expect(readDraft('reply:t')).toBe('Ours\n\nBegun since');
});

test('refused words that were to have no name take along what was begun since', () => {
  writeDraft('ask:r', 'Begun with a name');
  settleDraft(question, refused);
  expect([readDraft('ask:r'), readDraft('ask:r:nameless')]).toEqual(['Ours?\n\nBegun with a name', 'yes']);
});

test('refused words are nobody’s when their writer has left the device in another tab', () => {
  localStorage.removeItem('hearth:owner');
  settleDraft(reply, refused);
  localStorage.setItem('hearth:owner', 'ben');
  settleDraft(reply, refused);
  expect(readDraft('reply:t')).toBe('');
});

test('R4: a tab that has written nothing takes up what a closed one left, choices included, and nothing more', () => {
  localStorage.setItem('hearth:draft:ask:r~closed', 'Who may know?');
  localStorage.setItem('hearth:draft:ask:r:nameless~closed', 'yes');
  localStorage.setItem('hearth:draft:ask:rr~closed', 'Another room');
  takeUpDraft('ask:r');
  expect([readDraft('ask:r'), readDraft('ask:r:nameless'), readDraft('ask:rr')]).toEqual(['Who may know?', 'yes', '']);
  localStorage.setItem('hearth:draft:ask:r~another', 'Something else');
  takeUpDraft('ask:r');
  expect(readDraft('ask:r')).toBe('Who may know?');
});

test('R4: what arrived is forgotten in the tab that wrote it, and what another one writes there stays', () => {
  writeDraft('reply:t', 'Long and not finished');
  localStorage.setItem('hearth:draft:reply:t~another', 'Ours');
  settleDraft(reply, ok);
  expect(Object.keys(localStorage).filter((key) => key.includes('draft'))).toHaveLength(1);
  expect(readDraft('reply:t')).toBe('Long and not finished');
});

test('words are joined once, and a word that happens to be in a text is not taken for having been joined to it', () => {
  expect(joinWords('Yesterday we met.', 'Yes')).toBe('Yesterday we met.\n\nYes');
  expect(joinWords('One', 'One\n\nTwo')).toBe('One\n\nTwo');
  expect(joinWords('One\n\nTwo', 'Two')).toBe('One\n\nTwo');
  expect(joinWords('One ', 'One')).toBe('One ');
  expect([joinWords('', 'One'), joinWords('One', '')]).toEqual(['One', 'One']);
});
