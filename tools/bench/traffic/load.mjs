/**
 * The load generator: keeps a number of connections busy for a while, on raw sockets, and tells how many requests were
 * answered and how long they took. A reply that is not as expected ends the run.
 */
import { connect } from 'node:net';
import { answerParent } from '../subjects/child.mjs';
import { requestBody } from './messages.mjs';

const HEAD_END = '\r\n\r\n';
const CHUNKED_END = '\r\n0\r\n\r\n';

answerParent({});
process.on('message', (message) => {
  if (message.load) void run(message.load).then((result) => process.send({ result }));
});

async function run({ port, stream, includeUsage, key, connections, seconds }) {
  const body = requestBody(stream, includeUsage);
  const request = Buffer.from(
    `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${key}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const until = performance.now() + seconds * 1000;
  const latencies = [];
  await Promise.all(
    Array.from({ length: connections }, () => new Connection(port, request, stream, until, latencies).done),
  );
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { requests: latencies.length, p50: at(0.5), p99: at(0.99) };
}

class Connection {
  constructor(port, request, stream, until, latencies) {
    Object.assign(this, {
      request,
      stream,
      until,
      latencies,
      text: '',
      length: 0,
      expected: -1,
      checked: false,
    });
    this.done = new Promise((resolve, reject) => {
      this.socket = connect(port, '127.0.0.1', () => this.ask());
      this.socket.setNoDelay(true);
      this.socket.on('data', (chunk) => this.read(chunk));
      this.socket.on('error', reject);
      this.socket.on('close', () =>
        this.over ? resolve() : reject(new Error('the connection was closed early')),
      );
    });
  }

  ask() {
    if (performance.now() >= this.until) {
      this.over = true;
      this.socket.end();
      return;
    }
    this.text = '';
    this.expected = -1;
    this.started = performance.now();
    this.socket.write(this.request);
  }

  read(chunk) {
    this.text += chunk.latin1Slice();
    if (this.expected < 0 && !this.readHead()) return;
    const complete =
      this.expected === 0 ? this.text.endsWith(CHUNKED_END) : this.text.length >= this.expected;
    if (!complete) return;
    this.latencies.push(performance.now() - this.started);
    if (!this.checked) this.check();
    this.ask();
  }

  /** Expected length of the whole reply; 0 for a chunked one. */
  readHead() {
    const end = this.text.indexOf(HEAD_END);
    if (end < 0) return false;
    const head = this.text.slice(0, end);
    if (!head.startsWith('HTTP/1.1 200')) throw new Error(`the reply was ${this.text.slice(0, 600)}`);
    const length = /content-length: *(\d+)/i.exec(head);
    this.expected = length ? end + 4 + Number(length[1]) : 0;
    return true;
  }

  check() {
    this.checked = true;
    const whole = this.stream
      ? this.text.includes('data: [DONE]')
      : this.text.includes('"finish_reason":"stop"');
    if (!whole) throw new Error(`the reply is not whole: ${this.text.slice(-300)}`);
  }
}
