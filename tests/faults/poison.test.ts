import { expect, test } from '@jest/globals';
import { renderingThrows } from './scenarios/poison.ts';
import { sound } from './scenarios/proven.ts';

test('F19: posts whose rendering throws are shown as plain text, and the thread lives', async () => {
  const { history, sent, shown, excerpt } = sound(await renderingThrows({ times: 3 }));
  expect(history.count('ok')).toBe(sent);
  // Three replies, an edit and the start of a thread.
  expect(shown).toHaveLength(5);
  const plain = '<p>**belladonna** &lt;img src=x onerror=alert(1)&gt;<br>and a second line</p>';
  for (const { html } of shown) expect(html).toBe(plain);
  expect(excerpt).toBe('**belladonna** <img src=x onerror=alert(1)> and a second line');
}, 60_000);
