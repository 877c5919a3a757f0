'use strict';
// Old syntax on purpose: an old Node has to be able to read this and say what is wrong.
var fs = require('fs');
var path = require('path');

/** Node that runs our TypeScript as it is: 22.18 and newer of 22, or 24 and newer. */
function isNewEnough(version) {
  var parts = version.replace(/^v/, '').split('.').map(Number);
  if (parts[0] === 22) return parts[1] >= 18;
  return parts[0] >= 24;
}

/** The Node that came with the packages of this checkout, or null where there is none for this machine. */
function packagedNode(root) {
  var name = { linux: 'node-linux-', win32: 'node-win-' }[process.platform];
  if (!name) return null;
  var file = path.join(
    root,
    'node_modules',
    name + process.arch,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node'
  );
  return fs.existsSync(file) ? file : null;
}

/** The Node to run the product with; throws one sentence where there is none. */
function chooseNode(root) {
  if (isNewEnough(process.version)) return process.execPath;
  var packaged = packagedNode(root);
  if (packaged) return packaged;
  throw new Error(
    'This is Node ' +
      process.version +
      '. Hearth needs Node 24 (or 22.18 and newer): install it from nodejs.org and try again.'
  );
}

module.exports = { isNewEnough: isNewEnough, packagedNode: packagedNode, chooseNode: chooseNode };
