import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, type Visitor } from '../support/browser.ts';
import { openDemo, type Demo } from '../support/demo.ts';
import { asNamed, personOf } from '../support/in-demo.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/watching.ts';

let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
});

/** A published note of what these have written. */
async function aNote(asker: Person, helpers: readonly Person[], title: string): Promise<string> {
  const opening = { boardId: 'attendance', title, text: `${title}: who has an idea?`, language: 'en' } as const;
  const { thread } = await asker.do('thread.start', opening);
  for (const [n, helper] of helpers.entries())
    await helper.do('post.reply', { threadId: thread.id, text: `Idea ${n + 1} about this: ask the families first.` });
  await asker.do('answer.accept', { threadId: thread.id, no: 2 });
  await asker.do('practice.start', { threadId: thread.id, picked: [3] });
  await asker.do('practice.publish', { threadId: thread.id });
  return thread.id;
}

/** At the bell, where they are asked. */
async function saysYes(visitor: Visitor): Promise<void> {
  const bell = await visitor.open('/bell');
  await bell
    .getByRole('link', { name: /^(May the library name you|¿Puede aparecer su nombre)/ })
    .first()
    .click();
  await bell.getByText(/Idea 1 about this/).waitFor();
  await bell.getByRole('button', { name: /^(Yes, name me|Sí, con mi nombre)$/ }).click();
  await bell.getByRole('button', { name: /^(Take my name out|Quitar mi nombre)$/ }).waitFor();
}

test.each([
  ['en', true, 'Late on rainy days'],
  ['es', false, 'Absent before holidays'],
] as const)(
  'in %s, with scripts: %s: a note is proposed, and names those who say yes',
  async (locale, scripts, title) => {
    const looks = { locale, scripts, width: 360 } as const;
    const [ana, devon, marisol, rosa] = await Promise.all([
      asNamed(browser, demo, 'Ana Fuentes', looks),
      asNamed(browser, demo, 'Devon Carter', looks),
      asNamed(browser, demo, 'Marisol Vega', looks),
      asNamed(browser, demo, 'Rosa Delgado', looks),
    ]);
    const [asker, yes, no] = [await personOf(ana, demo), await personOf(devon, demo), await personOf(marisol, demo)];
    const threadId = await aNote(asker, [yes, no], title);

    const note = await ana.open(`/notes/${threadId}`);
    await note.getByRole('button', { name: /^(Propose it for the library|Proponerla para la biblioteca)$/ }).click();
    await note
      .getByTestId('asking')
      .getByText(/Devon Carter.*Marisol Vega/)
      .waitFor();
    const { pathname } = new URL(note.url());
    const asked = async (person: Person) =>
      (await person.see('bell.list', {})).entries.some(({ id, news }) => news === 'naming' && pathname.includes(id));
    await until(async () => (await asked(yes)) && (await asked(no)), 'both to be asked');

    await saysYes(devon);

    const id = /[0-9a-f]{16}/.exec(pathname)?.[0] ?? '';
    await note.goto(`${demo.url}/library/${id}/edit`);
    await note.getByRole('checkbox', { name: /(I may share this|Puedo compartirlo)/ }).check();
    await note.getByRole('button', { name: /^(Send for review|Enviar a revisión)$/ }).click();
    await note.getByRole('heading', { name: /^(Sent|Enviado)/ }).waitFor();

    const review = await rosa.open(pathname);
    await review.getByRole('button', { name: /^(Publish|Publicar)$/ }).click();
    await review.getByText(/^(Not everybody who is named|No todas las personas nombradas)/).waitFor();
    const out = await marisol.open(`/library/naming/${id}`);
    await out.getByRole('button', { name: /^(No, leave my name out|No, sin mi nombre)$/ }).click();
    await out.getByText(/^(You are not named there|Su nombre no aparece)/).waitFor();
    await review.goto(`${demo.url}${pathname}`);
    await review.getByRole('button', { name: /^(Publish|Publicar)$/ }).click();
    await review.getByRole('heading', { name: /^(Published|Publicado)$/ }).waitFor();

    const read = await marisol.open(pathname);
    await read
      .getByTestId('named')
      .getByText(/Devon Carter$/)
      .waitFor();
    expect(
      await read
        .getByTestId('named')
        .getByText(/Marisol Vega/)
        .count(),
    ).toBe(0);
    const people = [ana, devon, marisol, rosa];
    expect(people.flatMap(({ faults }) => faults)).toEqual([]);
    await Promise.all(people.map((one) => one.close()));
  },
  180_000,
);
