import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MediaFetcher } from '../media/media-fetcher.js';
import { isPublicAddress } from '../media/public-address.js';
import { familiesOf, FamilyHost, named } from '../testing/families.suite.js';
import { conversationOf } from '../testing/sent-conversation.suite.js';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n and more', 'latin1');
const PDF = Buffer.from('%PDF-1.7 and more', 'latin1');

/** A server of pictures and of traps, on loopback. */
let server: Server;
let origin: string;
let asked: string[] = [];
/** A gateway that may fetch from loopback, and one that, as always, may not. */
let open: FamilyHost;
let closed: FamilyHost;

beforeAll(async () => {
  server = createServer((req, res) => {
    const path = req.url ?? '/';
    asked.push(path);
    if (path === '/a.png') res.end(PNG);
    else if (path === '/a.pdf') res.end(PDF);
    else if (path === '/liar.png') res.writeHead(200, { 'content-type': 'image/png' }).end('<html>');
    else if (path === '/moved') res.writeHead(302, { location: '/a.png' }).end();
    else if (path === '/loop') res.writeHead(302, { location: '/loop' }).end();
    else if (path === '/trap') res.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end();
    else if (path === '/huge') res.end(Buffer.alloc(21 * 1024 * 1024));
    else res.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  open = await FamilyHost.start({}, { mayFetchFrom: (address) => address === '127.0.0.1' });
  closed = await FamilyHost.start();
});
afterAll(async () => {
  await Promise.all([open.stop(), closed.stop()]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => void (asked = []));

const showing = (url: string) => ({
  max_tokens: 50,
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What?' },
        { type: 'image_url', image_url: { url } },
      ],
    },
  ],
});

const NEEDY = familiesOf(
  'Claude on Vertex AI',
  'Claude on Bedrock',
  'Nova on Bedrock',
  'Ollama',
  'Gemini',
  'Gemini on Vertex AI',
);

describe('a picture by URL (B31b)', () => {
  it.each(named(NEEDY))(
    'reaches %s as bytes, whatever its server calls it, over redirects too',
    async (_, family) => {
      for (const path of ['/a.png', '/moved']) {
        expect(await open.ask(family, showing(origin + path))).toMatchObject({ status: 200 });
        const said = conversationOf(family.wire, open.sent(family));
        expect(said).toContain(`user: [image/png ${PNG.toString('base64')}]`);
        expect(JSON.stringify(said)).not.toContain(origin);
      }
    },
  );

  it('is fetched once for a call that names it twice', async () => {
    const [family] = familiesOf('Claude on Bedrock');
    const image = { type: 'image_url', image_url: { url: `${origin}/a.png` } };
    const messages = [{ role: 'user', content: [{ type: 'text', text: 'x' }, image, image] }];
    expect(await open.ask(family!, { messages })).toMatchObject({ status: 200 });
    expect(asked).toEqual(['/a.png']);
  });

  it.each(named(familiesOf('OpenAI', 'Anthropic')))(
    'is left to %s, which fetches it itself',
    async (_, family) => {
      expect(await closed.ask(family, showing('https://images.example/a.png'))).toMatchObject({
        status: 200,
      });
      expect(JSON.stringify(closed.sent(family))).toContain('https://images.example/a.png');
    },
  );

  it.each(['/liar.png', '/a.pdf', '/none', '/loop', '/trap', '/huge'])(
    'that is none, or cannot be had (%s), is a 400 that names the part; nothing is sent',
    async (path) => {
      const [family] = familiesOf('Claude on Bedrock');
      const { status, body } = await open.ask(family!, showing(origin + path));
      expect(status).toBe(400);
      expect(body).toMatchObject({
        error: { type: 'invalid_request_error', param: 'messages[0].content[1]' },
      });
      expect(JSON.stringify(body)).not.toMatch(/127\.0\.0\.1|169\.254/);
      expect(open.sentCalls).toBe(0);
    },
  );

  it.each([
    'http://127.0.0.1:PORT/a.png',
    'http://localhost:PORT/a.png',
    'http://[::1]:PORT/a.png',
    'http://[::ffff:127.0.0.1]:PORT/a.png',
    'http://0x7f000001:PORT/a.png',
    'http://2130706433:PORT/a.png',
    'http://0177.0.0.1:PORT/a.png',
    'http://127.1:PORT/a.png',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://192.168.1.1/',
    'http://[fd00::1]/',
    'http://user:pass@127.0.0.1:PORT/a.png',
  ])('at %s is refused without a connection', async (url) => {
    const [family] = familiesOf('Ollama');
    const { status, body } = await closed.ask(family!, showing(url.replace('PORT', new URL(origin).port)));
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { param: 'messages[0].content[1]' } });
    expect(asked).toEqual([]);
    expect(closed.sentCalls).toBe(0);
  });

  it('behind a name that points inside is refused when the connection is made', async () => {
    const fetcher = new MediaFetcher({ resolve: async () => [{ address: '127.0.0.1', family: 4 }] });
    const { port } = new URL(origin);
    expect(await fetcher.fetch(`http://pictures.example:${port}/a.png`)).toHaveProperty('problem');
    expect(asked).toEqual([]);
    await fetcher.close();
  });

  it('beside more than twenty others is refused, before any is fetched', async () => {
    const [family] = familiesOf('Claude on Bedrock');
    const content = Array.from({ length: 21 }, (_, i) => ({
      type: 'image_url',
      image_url: { url: `${origin}/a.png?${i}` },
    }));
    const { status } = await open.ask(family!, { messages: [{ role: 'user', content }] });
    expect(status).toBe(400);
    expect(asked).toEqual([]);
  });
});

describe('public addresses', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '2606:4700::1111'])('%s is one', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fe80::1',
    '2002:7f00:1::',
    'ff02::1',
    'localhost',
    '',
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
