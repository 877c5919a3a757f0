import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * A page has one language, which stands in its first line; another one comes with a new page. What else the library's
 * runtime can do is for the server, and of a message no more is left than which of its two functions it is.
 */
const onePageOneLanguage: Plugin = {
  name: 'one-page-one-language',
  enforce: 'pre',
  load(id) {
    if (this.environment.config.consumer !== 'client' || !/lib\/paraglide\/runtime\.js$/.test(id)) return null;
    return `
      const locale = document.documentElement.lang;
      export const experimentalStaticLocale = undefined;
      export const getLocale = () => locale;
    `;
  },
  transform(code, id) {
    if (this.environment.config.consumer !== 'client' || !/lib\/paraglide\/messages\/[a-z]\w*\.js$/.test(id))
      return null;
    const choice =
      /^export const (\w+) = .*\n\tconst locale = .*\n\tif \(locale === "es"\) return (\w+)\(inputs\)\n\treturn (\w+)\(inputs\)\n\}\);/m;
    if (!choice.test(code)) this.error('A message is compiled in another way than this one knows.');
    return {
      code: code.replace(choice, "export const $1 = /* @__PURE__ */ getLocale() === 'es' ? $2 : $3;"),
      map: null,
    };
  },
};

/**
 * The framework can keep anything in the browser's history, and brings two kilobytes to write it down. Our pages keep nothing
 * there; whoever wants to takes this away.
 */
const historyWithoutState: Plugin = {
  name: 'history-without-state',
  enforce: 'pre',
  load(id) {
    if (this.environment.config.consumer !== 'client' || !/devalue\/src\/stringify\.js$/.test(id)) return null;
    return `
      export function stringify(value) {
        if (Object.keys(value).length > 0) throw new Error('History holds no state; see vite.config.ts.');
        return Array.isArray(value) ? '[[]]' : '[{}]';
      }
      export const stringifyAsync = stringify;
    `;
  },
};

export default defineConfig({
  plugins: [
    onePageOneLanguage,
    historyWithoutState,
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      cookieName: 'locale',
      strategy: ['cookie', 'preferredLanguage', 'baseLocale'],
      // What only the server needs of it then stays out of the browser's code.
      isServer: 'import.meta.env.SSR',
    }),
    sveltekit({
      adapter: adapter({ precompress: true }),
      // A thread's page names such classes 400 times; by themselves they are twice as long.
      compilerOptions: { cssHash: ({ hash, css }) => `s${hash(css).slice(0, 5)}` },
      // Nothing from anywhere else is loaded, ever; scripts carry a nonce.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'manifest-src': ['self'],
          'worker-src': ['self'],
          'form-action': ['self'],
          'base-uri': ['none'],
          'frame-ancestors': ['none'],
          'object-src': ['none'],
        },
      },
      // A page's styles, 3 kB packed, stand in the page: paint waits for no second answer.
      inlineStyleThreshold: 16_000,
    }),
  ],
  build: {
    rolldownOptions: {
      output: {
        // One file for what most pages share, instead of a hundred tiny ones whose headers weigh more than they do.
        codeSplitting: {
          groups: [
            {
              name: 'common',
              // What is said of groups and files, refused on the pages of accounts and in rooms, and wrong with fields or chosen in forms, is no weight on the others.
              test: /src[\\/]lib[\\/](ui|frame|live|text|api|paraglide)(?!.*(account_error_|fault|Choice|Field|more-icons|error_(room|host|last_host|too_many_(hosts|open|asked)|zone|time|asking|question|own|answering)|messages[\\/](room|group|role|unknown|guard|file|erase)_))|shared[\\/]src(?![\\/](rooms|groups|student-information))/,
              minShareCount: 3,
            },
          ],
        },
      },
    },
  },
  // What the pages are built from lies in two workspaces.
  server: { fs: { allow: ['..'] } },
});
