import { crc32, deflateRawSync } from 'node:zlib';

interface Entry {
  readonly name: string;
  readonly bytes: Buffer | string;
  /** As it is, which OpenDocument asks for of its first. */
  readonly isStored?: boolean;
  readonly isEncrypted?: boolean;
}

/** A zip as APPNOTE.TXT has it, list and all. */
export function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, isStored = false, isEncrypted = false } of entries) {
    const [title, plain] = [Buffer.from(name), Buffer.from(bytes)];
    const packed = isStored ? plain : deflateRawSync(plain);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(isEncrypted ? 1 : 0, 2);
    fields.writeUInt16LE(isStored ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(plain.length, 18);
    fields.writeUInt16LE(title.length, 22);
    const local = [Buffer.from('PK\x03\x04', 'latin1'), fields, title, packed];
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    list.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, place, title);
    parts.push(...local);
    at += Buffer.concat(local).length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  for (const field of [8, 10]) end.writeUInt16LE(entries.length, field);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

const MAIN = {
  docx: ['wordprocessingml.document.main', '/word/document.xml'],
  xlsx: ['spreadsheetml.sheet.main', '/xl/workbook.xml'],
  pptx: ['presentationml.presentation.main', '/ppt/presentation.xml'],
} as const;

/** As Office lists its parts; `more` are further ones, `type` another one than it has. */
export function openXml(kind: keyof typeof MAIN, more: readonly Entry[] = [], type = ''): Buffer {
  const [main, part] = MAIN[kind];
  const named = type || `application/vnd.openxmlformats-officedocument.${main}+xml`;
  const types = `<?xml version="1.0"?><Types><Override PartName="${part}" ContentType="${named}"/></Types>`;
  return zip([
    { name: '[Content_Types].xml', bytes: types },
    { name: '_rels/.rels', bytes: '<Relationships/>' },
    { name: part.slice(1), bytes: '<document>Meeting notes</document>' },
    ...more,
  ]);
}

export function openDocument(type: string, more: readonly Entry[] = [], manifest = '<manifest/>'): Buffer {
  return zip([
    { name: 'mimetype', bytes: `application/vnd.oasis.opendocument.${type}`, isStored: true },
    { name: 'content.xml', bytes: '<content/>' },
    { name: 'META-INF/manifest.xml', bytes: manifest },
    ...more,
  ]);
}

/** One page with a line on it, which any reader opens. `more` bytes of a remark make it as long as is wanted. */
export function pdf(text: string, more = 0): Buffer {
  const drawn = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = `%PDF-1.4\n%${'x'.repeat(more)}\n`;
  const places = objects.map((object, n) => {
    const at = body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, 'latin1');
}

/** Silent frames of 128 kbit/s. */
export function mp3(): Buffer {
  const frame = Buffer.alloc(417);
  frame.writeUInt32BE(0xfffb9000);
  return Buffer.concat([frame, frame, frame]);
}

/** What scanners find by agreement, and what harms nobody (eicar.org); in two parts, so that none finds it here. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
