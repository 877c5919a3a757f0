'use strict';

/** What a failed step means for a person at a terminal: one sentence, and the last lines where we do not know better. */
function sentenceOf(error) {
  var text = String(error.output || '') + String(error.message || '');
  if (/ENOSPC/.test(text)) return 'The disk is full. Free some space and run the same command again; nothing is lost.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network request to/.test(text)) {
    return 'The packages could not be fetched: there is no way to the npm registry. Check the network and run the same command again.';
  }
  if (/EACCES|EPERM/.test(text))
    return 'This folder may not be written to with your rights. Take a checkout of your own.';
  var last = String(error.output || '')
    .trim()
    .split('\n')
    .slice(-15)
    .join('\n');
  return error.message + (last ? '\n' + last : '') + (error.log ? '\nAll of it is in ' + error.log : '');
}

module.exports = { sentenceOf: sentenceOf };
