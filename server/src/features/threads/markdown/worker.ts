import { parentPort } from 'node:worker_threads';
import { render } from './render.ts';

const owner = parentPort;
if (!owner) throw new Error('This file is the thread that renders long posts; see renderer.ts.');

owner.on('message', (text: string) => owner.postMessage(render(text)));
owner.postMessage('ready');
