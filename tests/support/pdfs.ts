import { constants, deflateRawSync, deflateSync } from 'node:zlib';

interface More {
  /** In the catalogue, the page tree, the information and the trailer. */
  readonly catalog?: string;
  readonly info?: string;
  readonly trailer?: string;
  /** How many pages it says that it has, where that is not true. */
  readonly count?: number;
  /** Further objects; the first one is `6 + 2 × pages 0 R`. */
  readonly objects?: readonly string[];
  /** Bytes of a remark. */
  readonly long?: number;
  /** In each page; what is said twice counts as it is said here. */
  readonly pageMore?: string;
  /** In the place of its pages. */
  readonly kids?: string;
}

/** A page for each text, drawn in a font that every reader has. */
export function pdfOf(texts: readonly string[], more: More = {}): Buffer {
  const kids = more.kids ?? texts.map((_, n) => `${4 + 2 * n} 0 R`).join(' ');
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${more.catalog ?? ''} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${more.count ?? texts.length} /MediaBox [0 0 612 792] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...texts.flatMap((text, n) => [
      `<< /Type /Page /Parent 2 0 R /Contents ${5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> ${more.pageMore ?? ''} >>`,
      streamOf(text && `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`),
    ]),
    `<< ${more.info ?? ''} >>`,
    '<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) >>',
    ...(more.objects ?? []),
  ];
  const info = 4 + 2 * texts.length;
  let body = `%PDF-1.7\n%${'x'.repeat(more.long ?? 0)}\n`;
  const places = objects.map((object, n) => {
    const at = body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `/Size ${objects.length + 1} /Root 1 0 R /Info ${info} 0 R ${more.trailer ?? ''}`;
  return Buffer.from(`${body}${table}trailer\n<< ${trailer} >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}

function streamOf(drawn: string): string {
  return `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`;
}

/** With a password that nobody knows. */
export function lockedPdf(): Buffer {
  return pdfOf(['Nobody reads this'], { trailer: `/Encrypt 7 0 R /ID [<0123456789abcdef> <0123456789abcdef>]` });
}

/** A stream with this before it, of bytes as they are. */
function rawStream(bytes: Buffer, said: string): string {
  return `<< /Length ${bytes.length} ${said} >>\nstream\n${bytes.toString('latin1')}\nendstream`;
}

/** Spaces without end, packed twice: some ten thousand bytes that unpack to so many megabytes. */
function packedTwice(megabytes: number): Buffer {
  const one = deflateRawSync(Buffer.alloc(1024 * 1024, ' '), { finishFlush: constants.Z_FULL_FLUSH });
  const head = Buffer.from([0x78, 0x9c]);
  return deflateSync(Buffer.concat([head, ...Array.from({ length: megabytes }, () => one)]));
}

/** What is made to stop whoever reads it. `1 0 R` is the catalogue, `2 0 R` the page tree, `4 0 R` its page, `8 0 R` what is added. */
export const bombs: Readonly<Record<string, () => Buffer>> = {
  'four gigabytes, packed twice': () =>
    pdfOf(['x'], {
      pageMore: '/Contents 8 0 R',
      objects: [rawStream(packedTwice(4_096), '/Filter [/FlateDecode /FlateDecode]')],
    }),
  'a million pages that are one': () => pdfOf(['x'], { kids: '4 0 R '.repeat(1_000_000), count: 1_000_000 }),
  'a page tree that holds itself': () => pdfOf(['x'], { kids: '2 0 R 4 0 R 2 0 R', count: 1_000_000 }),
  'two billion pages that are not there': () => pdfOf(['x'], { count: 2_000_000_000 }),
  'a drawing that draws itself': () =>
    pdfOf(['x'], {
      pageMore: '/Contents 9 0 R /Resources << /XObject << /X 8 0 R >> >>',
      objects: [
        rawStream(
          Buffer.from('/X Do /X Do'),
          '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 8 0 R >> >>',
        ),
        rawStream(Buffer.from('/X Do'), ''),
      ],
    }),
  'drawings in drawings, each ten times': () =>
    pdfOf(['x'], {
      pageMore: '/Contents 8 0 R /Resources << /XObject << /X 9 0 R >> >>',
      objects: [
        rawStream(Buffer.from('/X Do '.repeat(10)), ''),
        ...Array.from({ length: 12 }, (_, n) =>
          rawStream(
            Buffer.from('/X Do '.repeat(10)),
            `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X ${10 + n} 0 R >> >>`,
          ),
        ),
        rawStream(Buffer.from('BT (x) Tj ET'), '/Type /XObject /Subtype /Form /BBox [0 0 9 9]'),
      ],
    }),
  'tags a hundred thousand deep': () =>
    pdfOf(['x'], {
      catalog: '/StructTreeRoot 8 0 R /MarkInfo << /Marked true >>',
      pageMore: '/StructParents 0',
      objects: [
        '<< /Type /StructTreeRoot /K 9 0 R /ParentTree << /Nums [0 [100008 0 R]] >> >>',
        ...Array.from(
          { length: 100_000 },
          (_, n) =>
            `<< /Type /StructElem /S /Div /P ${8 + n} 0 R /Pg 4 0 R /K ${n < 99_999 ? `${10 + n} 0 R` : '0'} >>`,
        ),
      ],
    }),
  'arrays in arrays, a million deep': () =>
    pdfOf(['x'], { pageMore: `/Annots ${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}` }),
  'a stream of a million objects': () =>
    pdfOf(['x'], {
      pageMore: '/Contents 8 0 R',
      objects: [
        rawStream(
          deflateSync(Buffer.from('1 0 '.repeat(1_000_000))),
          '/Type /ObjStm /N 1000000 /First 4000000 /Extends 8 0 R /Filter /FlateDecode',
        ),
      ],
    }),
  'a script that runs when it is opened': () =>
    pdfOf(['x'], {
      catalog:
        '/OpenAction << /S /JavaScript /JS (while (true) app.alert("x")) >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (this.exportDataObject) >>] >> >>',
    }),
};

/** One page whose parts say what they are, in this order; a title and a language stand in it. `says` stands in each of them. */
export function taggedPdf(roles: readonly string[], says = ''): Buffer {
  const first = 10;
  const refs = roles.map((_, n) => `${first + n} 0 R`).join(' ');
  return pdfOf(['Welcome'], {
    catalog: '/StructTreeRoot 8 0 R /MarkInfo << /Marked true >> /Lang (en)',
    info: '/Title (Welcome)',
    pageMore: '/StructParents 0',
    objects: [
      `<< /Type /StructTreeRoot /K 9 0 R /ParentTree << /Nums [0 [${refs}]] >> >>`,
      `<< /Type /StructElem /S /Document /P 8 0 R /K [${refs}] >>`,
      ...roles.map((role, n) => `<< /Type /StructElem /S /${role} /P 9 0 R /Pg 4 0 R /K ${n} ${says} >>`),
    ],
  });
}
