'use strict';
// `npm start`: installs what is missing, builds what is stale, and starts the server.
// What garbage collection is told is in a file of its own, because the image and the tests start the server with it too.
var flags = require('../server/node-flags.json');
require('./lib/launch.cjs').launch(flags.concat('server/src/main.ts'), process.argv.slice(2), {
  build: true,
  settings: true
});
