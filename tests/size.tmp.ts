import { gzipSync } from 'node:zlib';
import { openBrowser, visit } from './support/browser.ts';
import { openDemo } from './support/demo.ts';
const [demo, browser] = await Promise.all([openDemo(), openBrowser()]);
const latest = await demo.see('thread.latest', { most: 5 });
for (const path of ['/', '/t/' + latest[0]!.thread.id]) {
 const v = await visit(browser, demo.url); const p = await v.context.newPage(); const got: Promise<[string,string]>[] = [];
 p.on('response', r => { if (r.request().resourceType() === 'script') got.push(r.text().then(t => [new URL(r.url()).pathname, t])); });
 await p.goto(path, { waitUntil: 'networkidle' });
 const all = (await Promise.all(got)).filter(([u]) => !u.includes('socket.io'));
 let sum = 0; for (const [u, t] of all.sort((a,b)=>b[1].length-a[1].length)) { const g = gzipSync(t, {level:9}).length; sum += g; console.log(g, t.length, u.split('/').slice(-2).join('/')); }
 console.log(path, sum);
}
await browser.close(); await demo.close(); process.exit(0);
