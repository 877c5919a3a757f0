'use strict';
// `npm start`: installs what is missing, builds what is stale, and starts the server.
require('./lib/launch.cjs').launch('server/src/main.ts', process.argv.slice(2), { build: true, settings: true });
