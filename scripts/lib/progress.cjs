'use strict';
var spawn = require('child_process').spawn;
var fs = require('fs');
var path = require('path');

var SIGNS = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Runs a long step: one line that moves at a terminal, one line at its begin and end elsewhere. All it prints goes to
 * `.cache/<name>.log`; the last lines are shown when it fails. Calls back with an error, which carries that output.
 */
function runStep(root, step, done) {
  var log = path.join(root, '.cache', step.name + '.log');
  fs.mkdirSync(path.dirname(log), { recursive: true });
  var output = '';
  var begin = Date.now();
  var stopSpinner = startSpinner(step.title, begin);
  var child = spawn(step.command, step.args, {
    cwd: step.cwd || root,
    env: step.env || process.env,
    shell: process.platform === 'win32'
  });
  function keep(chunk) {
    output += chunk;
  }
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', finish);
  child.on('exit', function (code) {
    finish(code === 0 ? null : new Error('"' + step.title + '" failed with code ' + code + '.'));
  });
  var isFinished = false;
  function finish(error) {
    if (isFinished) return;
    isFinished = true;
    stopSpinner(error ? '✗' : '✓');
    fs.writeFileSync(log, output);
    if (error) {
      error.output = output;
      error.log = log;
    }
    done(error);
  }
}

function startSpinner(title, begin) {
  var seconds = function () {
    return Math.round((Date.now() - begin) / 1000) + ' s';
  };
  if (!process.stdout.isTTY) {
    console.log('  … ' + title);
    return function (sign) {
      console.log('  ' + sign + ' ' + title + ' (' + seconds() + ')');
    };
  }
  var n = 0;
  var timer = setInterval(function () {
    process.stdout.write('\r  ' + SIGNS[n++ % SIGNS.length] + ' ' + title + ' … ' + seconds() + ' ');
  }, 100);
  return function (sign) {
    clearInterval(timer);
    process.stdout.write('\r  ' + sign + ' ' + title + ' (' + seconds() + ')      \n');
  };
}

module.exports = { runStep: runStep };
