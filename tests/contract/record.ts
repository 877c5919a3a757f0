import { writeFileSync } from 'node:fs';
import { readRecord, RECORD, sha256, shapes } from './shapes.ts';

/** Writes down the shapes as they are now; what has changed gets the next version. Asked for by shapes.test.ts. */
const before = readRecord();
const now = Object.entries(shapes()).map(([name, shape]) => {
  const [known, sha] = [before[name], sha256(shape)];
  return [name, known?.sha256 === sha ? known : { version: (known?.version ?? 0) + 1, sha256: sha }];
});
writeFileSync(RECORD, `${JSON.stringify(Object.fromEntries(now), null, 2)}\n`);
