/** Baseline: a proxy that parses and rebuilds JSON to change the model's name, both ways, and does nothing else. */
import { createServer } from 'node:http';
import { Pool } from 'undici';
import { ASKED_MODEL, SENT_MODEL } from '../traffic/messages.mjs';
import { answerParent } from './child.mjs';

const pool = new Pool(process.env.BENCH_UPSTREAM, { connections: 256 });
const HEADERS = ['authorization', 'Bearer sk-upstream', 'content-type', 'application/json'];

class Whole {
  constructor(res) {
    this.res = res;
    this.chunks = [];
  }
  onConnect() {}
  onHeaders() {
    return true;
  }
  onData(chunk) {
    this.chunks.push(chunk);
    return true;
  }
  onComplete() {
    const reply = JSON.parse(Buffer.concat(this.chunks).toString('utf8'));
    reply.model = ASKED_MODEL;
    const text = JSON.stringify(reply);
    this.res.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    this.res.end(text);
  }
  onError() {
    this.res.destroy();
  }
}

class Streamed {
  constructor(res) {
    this.res = res;
    this.decoder = new TextDecoder();
    this.rest = '';
  }
  onConnect() {}
  onHeaders() {
    this.res.writeHead(200, { 'content-type': 'text/event-stream' });
    return true;
  }
  onData(chunk) {
    const events = (this.rest + this.decoder.decode(chunk, { stream: true })).split('\n\n');
    this.rest = events.pop();
    let out = '';
    for (const event of events) out += rewritten(event);
    if (out !== '') this.res.write(out);
    return true;
  }
  onComplete() {
    this.res.end(this.rest);
  }
  onError() {
    this.res.destroy();
  }
}

function rewritten(event) {
  if (event === 'data: [DONE]') return 'data: [DONE]\n\n';
  const chunk = JSON.parse(event.slice(6));
  chunk.model = ASKED_MODEL;
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

const server = createServer((req, res) => {
  const chunks = [];
  req.on('data', (chunk) => chunks.push(chunk));
  req.on('end', () => {
    const request = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    request.model = SENT_MODEL;
    const handler = request.stream ? new Streamed(res) : new Whole(res);
    pool.dispatch(
      { method: 'POST', path: req.url, headers: HEADERS, body: JSON.stringify(request) },
      handler,
    );
  });
});
server.listen(0, '127.0.0.1', () => answerParent({ port: server.address().port }));
