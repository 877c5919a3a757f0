'use strict';
var crypto = require('crypto');
var fs = require('fs');
var path = require('path');
var runStep = require('./progress.cjs').runStep;

/** Installs the packages when they are missing or the lockfile has changed. No package's own script is run. */
function ensureInstalled(root, done) {
  var stamp = path.join(root, 'node_modules', '.hearth-lock');
  var wanted = crypto
    .createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return done(null);
  // Not `npm ci`: it refuses a lockfile without the builds for platforms that a registry does not carry.
  // What builds the pages is among the development packages; NODE_ENV=production would leave them out, for good.
  var args = [
    'install',
    '--include=dev',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel',
    'error'
  ];
  runStep(root, { name: 'install', title: 'Installing packages', command: 'npm', args: args }, function (error) {
    if (!error) fs.writeFileSync(stamp, wanted);
    done(error);
  });
}

module.exports = { ensureInstalled: ensureInstalled };
