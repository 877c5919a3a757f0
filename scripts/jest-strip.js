import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';

/** Jest cannot read TypeScript; Node can. This hands Jest exactly what Node would have run. */
export default {
  process: (source) => ({ code: stripTypeScriptTypes(source) }),
  getCacheKey: (source) => createHash('sha256').update(process.version).update(source).digest('hex'),
};
