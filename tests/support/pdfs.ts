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
}

/** A page for each text, drawn in a font that every reader has. */
export function pdfOf(texts: readonly string[], more: More = {}): Buffer {
  const kids = texts.map((_, n) => `${4 + 2 * n} 0 R`).join(' ');
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${more.catalog ?? ''} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${more.count ?? texts.length} /MediaBox [0 0 612 792] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...texts.flatMap((text, n) => [
      `<< /Type /Page /Parent 2 0 R /Contents ${5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
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
