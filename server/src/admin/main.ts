import { sentenceOf } from '../platform/sentence.ts';
import { adminProgram } from './program.ts';

try {
  await adminProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
