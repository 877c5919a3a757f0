import { createHash } from 'node:crypto';
import { createRequire, stripTypeScriptTypes } from 'node:module';

const require = createRequire(import.meta.url);

/** Jest cannot read TypeScript; Node can. This hands Jest exactly what Node would have run. */
export default {
  process: (source, path) => {
    const code = stripTypeScriptTypes(source);
    // Runes are compiled as for a browser; the compiler is loaded where they are.
    return path.endsWith('.svelte.ts')
      ? require('svelte/compiler').compileModule(code, { filename: path }).js
      : { code };
  },
  getCacheKey: (source, path) => createHash('sha256').update(process.version).update(path).update(source).digest('hex'),
};
