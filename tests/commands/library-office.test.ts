import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { recoverLooking, wordsIn } from '@hearth/server/features/files/looking';
import { findFile } from '@hearth/server/features/files/store';
import { migrations } from '@hearth/server/migrations/migrations';
import { fileLimits } from '@hearth/shared/files/limits';
import mongoose from 'mongoose';
import { openApp, type TestApp } from '../support/app.ts';
import { openDocument, zip } from '../support/documents.ts';
import type { Person } from '../support/person.ts';
import { upload } from '../support/uploads.ts';
import { until } from '../support/watching.ts';

/** What stands in documents of Office, and what could be mended in them. */

let app: TestApp;
let ana: Person;
beforeAll(async () => {
  app = await openApp();
  ana = await app.person({ name: 'Ana Fuentes' });
});
afterAll(() => app.close());

type Parts = Readonly<Record<string, string | Buffer>>;

const MAIN = {
  docx: ['word/document.xml', 'wordprocessingml.document.main'],
  pptx: ['ppt/presentation.xml', 'presentationml.presentation.main'],
  xlsx: ['xl/workbook.xml', 'spreadsheetml.sheet.main'],
} as const;

function openXml(kind: keyof typeof MAIN, parts: Parts): Buffer {
  const [main, type] = MAIN[kind];
  const named = `application/vnd.openxmlformats-officedocument.${type}+xml`;
  const types = `<Types><Override PartName="/${main}" ContentType="${named}"/></Types>`;
  const all = { [main]: '<x/>', ...parts };
  return zip([
    { name: '[Content_Types].xml', bytes: types },
    ...Object.entries(all).map(([name, bytes]) => ({ name, bytes })),
  ]);
}

async function looked(bytes: Buffer, name: string) {
  const { id, state, reason } = await upload(ana, bytes, 'attachment', name);
  expect([state, reason]).toEqual(['ready', null]);
  await until(async () => (await findFile(id))?.toLook === false, 'it was looked into', 60_000);
  const file = await findFile(id);
  if (!file) throw new Error('there is no such file');
  return { id, hints: file.hints ?? [], words: await wordsIn(app.services.blobs, file) };
}

const paragraph = (text: string, style = '') =>
  `<w:p><w:pPr>${style && `<w:pStyle w:val="${style}"/>`}</w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const drawing = (props: string) =>
  `<w:p><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" ${props}/><pic:pic/></wp:inline></w:drawing></w:p>`;
const styles = (lang = '<w:lang w:val="es-US"/>') =>
  `<w:styles><w:docDefaults><w:rPr>${lang}</w:rPr></w:docDefaults><w:style w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style></w:styles>`;
const long = paragraph('Words that fill a page. '.repeat(100));

test('the words of a Word document are kept with it, without what was deleted, and footnotes too', async () => {
  const body = `<w:body>${paragraph('Reuni&#243;n de <![CDATA[familias]]> &amp; m&#xE1;s')}<w:p><w:del><w:r><w:delText>secret</w:delText></w:r></w:del><w:r><w:t>Uno</w:t><w:tab/><w:t>dos</w:t></w:r></w:p></w:body>`;
  const parts = { 'word/document.xml': body, 'word/styles.xml': styles(), 'word/footnotes.xml': paragraph('Nota') };
  const { words, hints } = await looked(openXml('docx', parts), 'acta.docx');
  expect([words, hints]).toEqual(['Reunión de familias & más\nUno dos\nNota', []]);
});

test.each([
  ['long and without headings', long, styles(), ['office-no-headings']],
  ['long, with a heading in Spanish', paragraph('Uno', 'Ttulo1') + long, styles(), []],
  ['a picture that says nothing', drawing(''), styles(), ['office-no-alt']],
  ['a picture that says something', drawing('descr="A bus &gt; a car"'), styles(), []],
  ['no language', paragraph('Hello'), styles(''), ['office-no-language']],
  ['nothing at all', '', styles(''), []],
] as const)('whoever gives a Word document with %s is told what could be mended', async (_what, body, style, hints) => {
  const found = await looked(openXml('docx', { 'word/document.xml': body, 'word/styles.xml': style }), 'a.docx');
  expect(found.hints).toEqual(hints);
  expect(await ana.see('file.get', { fileId: found.id })).toMatchObject({ isLooking: false, hints });
});

test('slides are read in their order, with their notes; those without a title are told, and silent pictures', async () => {
  const slide = (text: string, more = '') =>
    `<p:sld>${more}<a:p><a:r><a:rPr lang="en-US"/><a:t>${text}</a:t></a:r></a:p></p:sld>`;
  const title = '<p:sp><p:nvPr><p:ph type="title"/></p:nvPr></p:sp>';
  const picture = '<p:pic><p:nvPicPr><p:cNvPr id="4" name="Picture 3"/></p:nvPicPr></p:pic>';
  const parts = {
    'ppt/slides/slide10.xml': slide('Third', title),
    'ppt/slides/slide2.xml': slide('Second', title),
    'ppt/slides/slide1.xml': slide('First', title),
    'ppt/notesSlides/notesSlide1.xml': slide('Say hello'),
  };
  const good = await looked(openXml('pptx', parts), 'a.pptx');
  expect([good.words, good.hints]).toEqual(['First\nSecond\nThird\nSay hello', []]);
  const bad = await looked(openXml('pptx', { ...parts, 'ppt/slides/slide3.xml': slide('Bare', picture) }), 'b.pptx');
  expect(bad.hints).toEqual(['office-no-titles', 'office-no-alt']);
});

test('sheets have the words of their cells and their names, and no numbers', async () => {
  const parts = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="Buses" sheetId="1"/></sheets></workbook>',
    'xl/sharedStrings.xml': '<sst><si><t>Route</t></si><si><r><t>Lin</t></r><r><t>coln</t></r></si></sst>',
    'xl/worksheets/sheet1.xml': '<worksheet><c t="inlineStr"><is><t>Inline</t></is></c><c><v>42</v></c></worksheet>',
  };
  const { words, hints } = await looked(openXml('xlsx', parts), 'a.xlsx');
  expect([words, hints]).toEqual(['Buses\nRoute\nLincoln\nInline', []]);
});

test('OpenDocument is read as well', async () => {
  const language = '<style:text-properties fo:language="es" fo:country="US"/>';
  const odt = (body: string, style = language) =>
    zip([
      { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.text', isStored: true },
      { name: 'content.xml', bytes: `<office:body>${body}</office:body>` },
      { name: 'styles.xml', bytes: style },
      { name: 'META-INF/manifest.xml', bytes: '<manifest/>' },
    ]);
  const deleted = '<text:tracked-changes><text:p>secret</text:p></text:tracked-changes>';
  const said = '<draw:frame><draw:image/><svg:desc>A bus</svg:desc></draw:frame>';
  const good = await looked(
    odt(`${deleted}<text:h>Reunión</text:h><text:p>Uno<text:tab/>dos ${said}</text:p>`),
    'a.odt',
  );
  expect([good.words, good.hints]).toEqual(['Reunión\nUno dos', []]);
  const bad = await looked(odt('<text:p>Uno <draw:frame><draw:image/></draw:frame></text:p>', ''), 'b.odt');
  expect(bad.hints).toEqual(['office-no-alt', 'office-no-language']);
  expect((await looked(openDocument('presentation'), 'c.odp')).hints).toEqual([]);
});

test.each([
  ['a part that unpacks to more than it may', () => ({ 'word/document.xml': Buffer.alloc(40_000_000, '<w:t>') }), true],
  ['a million tags in each other', () => ({ 'word/document.xml': '<w:p a="b">'.repeat(1_000_000) }), false],
  ['a value that never ends', () => ({ 'word/document.xml': `<w:t>Hi</w:t><w:p a="${'<'.repeat(5_000_000)}` }), false],
  [
    'entities of entities',
    () => ({ 'word/document.xml': `<!DOCTYPE a [<!ENTITY b "${'&a;'.repeat(9)}">]><w:t>&b;</w:t>` }),
    false,
  ],
  ['words without end', () => ({ 'word/document.xml': paragraph('ñ'.repeat(5_000_000)) }), false],
] as const)(
  'attack 59: a document with %s is looked into in bounded time, apart from the server',
  async (_what, parts, isUnread) => {
    const { hints, words } = await looked(openXml('docx', parts()), 'a.docx');
    expect(hints.includes('office-unread')).toBe(isUnread);
    expect(Buffer.byteLength(words)).toBeLessThanOrEqual(fileLimits.words);
  },
  90_000,
);

test('0011: documents from before are looked into', async () => {
  const { id } = await looked(openXml('docx', { 'word/document.xml': paragraph('From before') }), 'a.docx');
  const files = mongoose.connection.collection<{ _id: string }>('files');
  await files.updateOne({ _id: id }, { $unset: { toLook: 1, words: 1, hints: 1 } });
  const its = migrations.find(({ name }) => name === '0011-words-of-office-files');
  await its?.run(new AbortController().signal);
  await mongoose.connection.collection('jobs').deleteMany({ kind: 'file.look' });
  await recoverLooking(app.services);
  await until(async () => (await findFile(id))?.words === 'From before'.length, 'it was looked into');
});
