import { beforeEach, expect, test } from '@jest/globals';
import { commonError } from '@hearth/shared/kernel/errors';
import { joinWords, readDraft, writeDraft } from '../text/drafts.ts';
import { claimDevice } from './device.ts';
import { settleDraft } from './draft-recovery.ts';

const reply = { commandId: 'c', name: 'post.reply', input: { threadId: 't', text: 'Ours' }, since: 0 };
const question = { ...reply, name: 'question.ask', input: { roomId: 'r', text: 'Ours?', anonymous: true } };
const ok = { ok: true, value: null } as const;
const refused = { ok: false, error: commonError('not-allowed').wire } as const;

beforeEach(() => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  };
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  claimDevice('ana', false);
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

test('words are joined once, and a word that happens to be in a text is not taken for having been joined to it', () => {
  expect(joinWords('Yesterday we met.', 'Yes')).toBe('Yesterday we met.\n\nYes');
  expect(joinWords('One', 'One\n\nTwo')).toBe('One\n\nTwo');
  expect(joinWords('One\n\nTwo', 'Two')).toBe('One\n\nTwo');
  expect(joinWords('One ', 'One')).toBe('One ');
  expect([joinWords('', 'One'), joinWords('One', '')]).toEqual(['One', 'One']);
});
