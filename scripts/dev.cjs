'use strict';
// `npm run dev`: the server, begun again when its files change, with pages that are built as they are asked for.
require('./lib/launch.cjs').launch(
  ['--watch', '--watch-path=server/src', '--watch-path=shared/src', 'server/src/main.ts'],
  process.argv.slice(2),
  {
    build: false,
    settings: true,
    env: { HEARTH_DEV: 'on' }
  }
);
