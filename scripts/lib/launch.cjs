'use strict';
var spawn = require('child_process').spawn;
var path = require('path');
var ensureBuilt = require('./build.cjs').ensureBuilt;
var ensureInstalled = require('./install.cjs').ensureInstalled;
var chooseNode = require('./node-version.cjs').chooseNode;
var sentenceOf = require('./faults.cjs').sentenceOf;

var ROOT = path.join(__dirname, '..', '..');

/** Installs, builds if asked to, and then is the given script: same signals, same end. `settings` reads .env. */
function launch(script, args, options) {
  var flags = options.settings ? ['--env-file-if-exists=.env'] : [];
  ensureInstalled(ROOT, function (error) {
    if (error) return fail(error);
    var node;
    try {
      node = chooseNode(ROOT);
    } catch (missing) {
      return fail(missing);
    }
    if (!options.build) return become(node, flags.concat(script), args, options.env);
    ensureBuilt(ROOT, node, function (broken) {
      if (broken) fail(broken);
      else become(node, flags.concat(script), args, options.env);
    });
  });
}

function become(node, script, args, env) {
  // Programs that are started by name find the same Node.
  var bin =
    path.dirname(node) + path.delimiter + path.join(ROOT, 'node_modules', '.bin') + path.delimiter + process.env.PATH;
  // What is compiled once is kept: a server starts in two thirds of the time.
  var compiled = { NODE_COMPILE_CACHE: path.join(ROOT, '.cache', 'compiled') };
  var child = spawn(node, script.concat(args), {
    cwd: ROOT,
    stdio: 'inherit',
    env: Object.assign(compiled, process.env, { PATH: bin }, env || {})
  });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      // At a terminal the child has heard Ctrl+C itself.
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    });
  });
  child.on('exit', function (code, signal) {
    process.exit(signal ? 1 : code);
  });
  child.on('error', fail);
}

function fail(error) {
  console.error(sentenceOf(error));
  process.exit(1);
}

module.exports = { launch: launch };
