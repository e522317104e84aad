/** Baseline: bytes through. Nothing of a body is read or kept. */
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { answerParent } from './child.mjs';

const pool = new Pool(process.env.BENCH_UPSTREAM, { connections: 256 });
const HEADERS = ['authorization', 'Bearer sk-upstream', 'content-type', 'application/json'];

class Pipe {
  constructor(res) {
    this.res = res;
  }
  onConnect() {}
  onHeaders(status, headers) {
    const kept = [];
    for (let i = 0; i < headers.length; i += 2) {
      const name = headers[i].latin1Slice();
      if (name === 'content-type' || name === 'content-length') kept.push(name, headers[i + 1].latin1Slice());
    }
    this.res.writeHead(status, kept);
    return true;
  }
  onData(chunk) {
    this.res.write(chunk);
    return true;
  }
  onComplete() {
    this.res.end();
  }
  onError() {
    this.res.destroy();
  }
}

const server = createServer((req, res) => {
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    const body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    pool.dispatch({ method: 'POST', path: req.url, headers: HEADERS, body }, new Pipe(res));
  });
});
server.listen(0, '127.0.0.1', () => answerParent({ port: server.address().port }));
