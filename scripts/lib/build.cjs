'use strict';
var crypto = require('crypto');
var fs = require('fs');
var path = require('path');
var runStep = require('./progress.cjs').runStep;

/** What the pages are built from. */
var SOURCES = [
  'web/src',
  'web/static',
  'web/messages',
  'web/project.inlang/settings.json',
  'web/vite.config.ts',
  'shared/src',
  'package-lock.json'
];

/** One hash over the contents of all sources, in a fixed order. What the build itself writes is left out. */
function hashOf(root, sources) {
  var hash = crypto.createHash('sha256');
  sources.forEach(function (source) {
    add(path.join(root, source));
  });
  return hash.digest('hex');

  function add(file) {
    if (!fs.existsSync(file) || /paraglide$/.test(file)) return;
    if (!fs.statSync(file).isDirectory()) {
      hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
      return;
    }
    fs.readdirSync(file)
      .sort()
      .forEach(function (name) {
        add(path.join(file, name));
      });
  }
}

/** Builds the pages when what they are built from has changed. */
function ensureBuilt(root, node, done) {
  var stamp = path.join(root, 'web', 'build', '.hearth-sources');
  var wanted = hashOf(root, SOURCES);
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return done(null);
  var vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  var step = {
    name: 'build',
    title: 'Building the pages',
    command: node,
    args: [vite, 'build'],
    cwd: path.join(root, 'web')
  };
  runStep(root, step, function (error) {
    if (!error) fs.writeFileSync(stamp, wanted);
    done(error);
  });
}

module.exports = { ensureBuilt: ensureBuilt, hashOf: hashOf, SOURCES: SOURCES };
