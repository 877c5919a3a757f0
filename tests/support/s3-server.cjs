'use strict';
const v4 = require('@20minutes/s3rver/lib/signature/v4');

// It reckons the signature of a bucket's own address without the slash at its end, which today's SDK sends and signs.
const { getStringToSign } = v4;
v4.getStringToSign = (request, signature) => {
  const uri = /^\/[^/]+$/.test(request.uri) ? `${request.uri}/` : request.uri;
  return getStringToSign({ ...request, uri }, signature);
};

require('@20minutes/s3rver/lib/cli').parseAsync();
