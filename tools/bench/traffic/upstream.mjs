/** The upstream: answers every request at once from prepared bytes, on raw sockets, so that it is never the bottleneck. */
import { createServer } from 'node:net';
import { claudeReplyBody, claudeReplyEvents, replyBody, replyEvents } from './messages.mjs';
import { answerParent } from '../subjects/child.mjs';

const paced = process.argv.includes('--paced');
const openAi = { whole: wholeReply(replyBody()), streamed: streamedReply(replyEvents()) };
const anthropic = { whole: wholeReply(claudeReplyBody()), streamed: streamedReply(claudeReplyEvents()) };

function wholeReply(body) {
  const bytes = Buffer.from(body);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_1\r\ncontent-length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}

function streamedReply(events) {
  const pieces = (paced ? events : [events.join('')]).map((text) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
  });
  return Buffer.concat([
    Buffer.from(
      'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\nx-request-id: req_1\r\ntransfer-encoding: chunked\r\n\r\n',
    ),
    ...pieces,
    Buffer.from('0\r\n\r\n'),
  ]);
}

const server = createServer((socket) => {
  let text = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    text = text === '' ? chunk.latin1Slice() : text + chunk.latin1Slice();
    for (;;) {
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      const wire = text.startsWith('POST /v1/messages') ? anthropic : openAi;
      const body = text.slice(end + 4, end + 4 + length);
      text = text.slice(end + 4 + length);
      socket.write(body.includes('"stream":true') ? wire.streamed : wire.whole);
    }
  });
});
server.listen(0, '127.0.0.1', () => answerParent({ port: server.address().port }));
