import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';
import { partsOfPdf, pdfVersion } from './pdf-parts.ts';

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

/**
 * Every page names the files of all others, and a hash is what does not pack. Seven characters, of 64 each, are what the
 * bundler needs at least; what a style sheet is of says nothing to a browser.
 */
const shortNames: Plugin = {
  name: 'short-names',
  enforce: 'post',
  config: () => ({
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: {
              // Of a page's own script the number says nothing that its place in the list does not.
              entryFileNames: ({ name }: { name: string }) =>
                `_app/immutable/${name.startsWith('nodes/') ? 'nodes/[hash:7]' : '[name].[hash:7]'}.js`,
              // The framework looks for this one under the name that it gave.
              chunkFileNames: ({ name }: { name: string }) =>
                name === 'sveltekit-manifest' ? '_app/manifest.js' : '_app/immutable/chunks/[hash:7].js',
              assetFileNames: '_app/immutable/assets/[hash:5][extname]',
            },
          },
        },
      },
    },
  }),
};

/** What reads PDFs asks for by itself, in the browser that shows one; nothing of it is on any page. */
const pdfParts: Plugin = {
  name: 'pdf-parts',
  async generateBundle() {
    if (this.environment.config.consumer !== 'client') return;
    for (const { name, bytes } of await partsOfPdf())
      this.emitFile({ type: 'asset', fileName: `_app/immutable/pdf-${pdfVersion}/${name}`, source: bytes });
  },
  configureServer({ middlewares }) {
    middlewares.use(`/_app/immutable/pdf-${pdfVersion}/`, (request, response, next) => {
      void partsOfPdf().then((parts) => {
        const part = parts.find(({ name }) => `/${name}` === request.url);
        if (part?.name.endsWith('.js')) response.setHeader('content-type', 'text/javascript');
        if (part) response.end(part.bytes);
        else next();
      });
    });
  },
};

/** What many pages share, and most readers need: one file instead of a hundred tiny ones whose headers weigh more than they do. */
const shared = (() => {
  // Of live pages, of accounts and rooms where they refuse something, and of what one fills in, chooses, or does with a post.
  const parts =
    'fault|Choice|Empty|Field|Fold|Strip|focus-near|take-focus|key-alone|distance|safe-path|more-icons|moment-in|month|live-view|outgoing-messages|account_error_|new_here';
  const hosts = 'room|host|last_host|zone|time|asking|question|own|answering';
  const threads =
    'already_deleted|library|complaint|import|collection|removal|board_exists|reads_already|being_carried|too_soon|decided|has_appeared|locked|merged|purged|quiet|rules|no_such_rule|not_oneself|last_admin_stays|sanction|undo_over|appeal|too_much_kept|scheduled|tag|student|reminder|draft|saved';
  const many = 'too_many_(saved|hosts|open|asked|bookmarks|scheduled|tags|reasons|reports|held|taken_back|put_up)';
  const things =
    'room|group|board|idea|section|unread_threads|circle|role|work|unknown|guard|file|erase|follow|browser|bookmark|mention|readership|draft|rules|report|reason|review|sanction|desk|held|trust|gate|library|complaint|import|collection|saved';
  const forms =
    'announce_room|keys|email|password|save|cancel|send_code|your_words|choose_zone|place_(drafts|groups|bookmarks|collections|saved)';
  const lists =
    'newest_threads|tool_library|hosted_by|never_opened|solved|blank|too_much|all_boards|tag_find|picture_(add|cut_off|describe|large|remove)|tags_hint|tag_asked|mark_all|marked_all|older_threads|new_threads|tag_group|trial|time_yours|minutes';
  const bell = 'bell_(kind_library|library|hidden|mention|more|read|removed|reply|report|settings|thanks|two)';
  const messages = String.raw`error_(${hosts}|${threads}|${many}|report|review|held|cannot)|messages[\\/](${things}|${forms}|${lists}|moderate|${bell})_?`;
  const contract = String.raw`shared[\\/]src(?![\\/](rooms|groups|ideas|library|complaints|imports|collections|saved|link-health|entry-counts|entry-links|trials|house-rules|held|review|rota|sanctions|kernel[\\/]wall-time|tags[\\/]policy|(boards|files|mentions|tags)[\\/]limits|files[\\/](kinds|size-text|hints)|follows|student-information))`;
  return new RegExp(
    String.raw`src[\\/]lib[\\/](ui|frame|live|text|api|paraglide)(?!.*(${parts}|${messages}))|${contract}`,
  );
})();

const aboutThreads = /threads[\\/](thread-path|shows-tried)|messages[\\/](link_to_post|mark_read|purge_open)\.js/;

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
      // Nothing from anywhere else is loaded, but for a video that somebody presses; scripts carry a nonce.
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['none'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:'],
          'media-src': ['self'],
          'font-src': ['self'],
          // As in server/src/features/threads/videos.ts.
          'frame-src': ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'],
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
    shortNames,
    pdfParts,
  ],
  build: {
    // What a page to come imports is asked for when it comes: the list of it, for every page there is, was a kilobyte for each visitor.
    modulePreload: { resolveDependencies: (_file, deps, { hostId }) => (/entry[\\/]app/.test(hostId) ? [] : deps) },
    rolldownOptions: {
      output: {
        // One file for what most pages share, instead of a hundred tiny ones whose headers weigh more than they do.
        codeSplitting: {
          groups: [
            {
              name: 'common',
              test: shared,
              minShareCount: 3,
            },
            // What the page of a thread shares with one or two others: five files of a hundred bytes otherwise.
            { name: 'thread', test: aboutThreads, minShareCount: 2 },
          ],
        },
      },
    },
  },
  // What the pages are built from lies in two workspaces.
  server: { fs: { allow: ['..'] } },
});
