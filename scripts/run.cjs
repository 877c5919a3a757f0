'use strict';
// The smaller commands: build, format, bench, prove, shots.
var scripts = {
  // Building what is stale is a step before each of them; this one does nothing else.
  build: [['-e', ''], true],
  format: [['node_modules/prettier/bin/prettier.cjs', '--write', '.'], false],
  bench: [['tests/bench/main.ts'], true],
  prove: [['tests/prove/main.ts'], true],
  shots: [['tests/shots/main.ts'], true]
};
var name = process.argv[2];
var found = Object.prototype.hasOwnProperty.call(scripts, name) ? scripts[name] : null;
if (!found) {
  console.error('Known are: ' + Object.keys(scripts).join(', '));
  process.exit(1);
}
require('./lib/launch.cjs').launch(found[0], process.argv.slice(3), { build: found[1] });
