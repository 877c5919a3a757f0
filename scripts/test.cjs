'use strict';
// `npm test`: everything; `npm test -- unit` one step; `npm run check`: all that needs no running server.
require('./lib/launch.cjs').launch('scripts/test.ts', process.argv.slice(2), { build: true });
