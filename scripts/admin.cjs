'use strict';
// `npm run admin -- …`: accounts, boards and the store, from a terminal.
require('./lib/launch.cjs').launch('server/src/admin/main.ts', process.argv.slice(2), { build: false, settings: true });
