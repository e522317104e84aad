import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpSink, MailSink, ObjectStoreSink, STORE_KEYS } from '@tollgate/testing';
import { type MailSettings, readMailSettings } from './mail/mail-settings.js';
import { ATTACHMENT_BYTES_MAX, sendMail } from './mail/send-mail.js';
import { type DeliveryNetwork } from './network.js';
import { type ObjectStore, putObject } from './object-store/put-object.js';
import { textBody } from './outcome.js';
import { postWebhook } from './webhook/post-webhook.js';
import { signatureOf } from './webhook/signature.js';

/** This machine may be reached, as if an operator had allowed it. */
const HERE: DeliveryNetwork = {
  mayReach: () => true,
  lookup: (_host, options, done) =>
    options.all === true ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
};
const NOWHERE: DeliveryNetwork = {
  mayReach: () => false,
  lookup: (_host, _options, done) =>
    done(Object.assign(new Error('no'), { code: 'ERR_ADDRESS_REFUSED' }), ''),
};
const NOW = new Date('2026-11-01T06:00:00Z');
const FILE = textBody('team,spend_usd\r\nred,0.1\r\n', 'text/csv; charset=utf-8');

let http: HttpSink;
let store: ObjectStoreSink;
let mail: MailSink;
beforeAll(async () => {
  http = await HttpSink.start();
  store = await ObjectStoreSink.start();
  mail = await MailSink.start({ name: 'reports', password: 'pässword' });
});
afterAll(() => Promise.all([http.close(), store.close(), mail.close()]));

describe('a webhook', () => {
  const message = { id: 'd-1', secret: 'whsec_c2VjcmV0', body: FILE };

  it('carries the file, signed over every byte', async () => {
    const url = `${http.url}/in?from=tollgate`;
    expect(await postWebhook({ ...message, url, headers: { 'x-kind': 'file' } }, HERE, NOW)).toEqual({
      ok: true,
      location: http.url,
    });
    const [received] = http.received.splice(0);
    expect(received).toMatchObject({ method: 'POST', path: '/in?from=tollgate' });
    expect(received?.body.toString()).toBe('team,spend_usd\r\nred,0.1\r\n');
    expect(received?.headers).toMatchObject({
      ...{ 'content-type': 'text/csv; charset=utf-8', 'content-length': '25', 'x-kind': 'file' },
      ...(await signatureOf('whsec_c2VjcmV0', 'd-1', NOW, FILE)),
    });
  });

  it('is not signed where the address is the secret', async () => {
    await postWebhook({ ...message, secret: null, url: http.url }, HERE, NOW);
    expect(http.received.splice(0)[0]?.headers).not.toHaveProperty('webhook-signature');
  });

  it.each([500, 401, 302])(
    'has failed when its server answers %i; redirects are not followed',
    async (status) => {
      http.answers.push(status);
      expect(await postWebhook({ ...message, url: http.url }, HERE, NOW)).toEqual({
        ok: false,
        problem: `The webhook failed: its server answered ${status}.`,
      });
      expect(http.received.splice(0)).toHaveLength(1);
    },
  );

  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]/',
    'ftp://example.com/',
    'http://u:p@h.example/',
  ])('is never sent to %s', async (url) => {
    expect(await postWebhook({ ...message, url }, NOWHERE, NOW)).toEqual({
      ok: false,
      problem: expect.stringMatching(/^The webhook failed: it is not at a public address, nor in a network/),
    });
  });

  it('says what stood in the way, without naming the address', async () => {
    const { port } = new URL(http.url);
    const outcome = await postWebhook({ ...message, url: `http://127.0.0.1:1/${port}` }, HERE, NOW);
    expect(outcome).toEqual({ ok: false, problem: 'The webhook failed: its server refused the connection.' });
  });
});

describe('an object store', () => {
  const place = (fields: Partial<ObjectStore> = {}): ObjectStore => ({
    ...{ bucket: 'finance', region: 'eu-central-1', endpoint: store.endpoint, pathStyle: true },
    keys: STORE_KEYS,
    ...fields,
  });
  const sha256 = createHash('sha256').update('team,spend_usd\r\nred,0.1\r\n').digest('hex');
  const object = { key: 'llm/2026 spend+ü.csv', body: FILE, sha256, metadata: { 'export-id': 'e-1' } };

  it('takes the file under its name, signed, with its checksum', async () => {
    expect(await putObject(place(), object, HERE)).toEqual({
      ok: true,
      location: 's3://finance/llm/2026 spend+ü.csv',
    });
    const stored = store.objects.get('llm/2026 spend+ü.csv');
    expect(stored?.bytes.toString()).toBe('team,spend_usd\r\nred,0.1\r\n');
    expect(stored?.headers).toMatchObject({
      ...{ 'content-type': 'text/csv; charset=utf-8', 'x-amz-meta-export-id': 'e-1' },
    });
  });

  it.each([
    ['NoSuchBucket', { bucket: 'other' }],
    ['InvalidAccessKeyId', { keys: { accessKeyId: 'AKIDOTHER', secretAccessKey: 'x' } }],
    ['SignatureDoesNotMatch', { keys: { ...STORE_KEYS, secretAccessKey: 'x' } }],
  ])('that answers %s is quoted with that name alone', async (name, fields) => {
    expect(await putObject(place(fields), object, HERE)).toEqual({
      ok: false,
      problem: `The object store failed: it answered ${name}.`,
    });
  });

  it('refuses bytes that are not those of the checksum', async () => {
    expect(await putObject(place(), { ...object, sha256: '00'.repeat(32) }, HERE)).toEqual({
      ok: false,
      problem: 'The object store failed: it answered BadDigest.',
    });
  });

  it.each(['http://127.0.0.1:1', 'http://store.example'])('is never asked at %s', async (endpoint) => {
    expect(await putObject(place({ endpoint }), object, NOWHERE)).toEqual({
      ok: false,
      problem: expect.stringMatching(/^The object store failed: it is not at a public address/),
    });
  });
});

describe('a mail', () => {
  const settings = (fields: Partial<MailSettings> = {}): MailSettings => ({
    ...{ host: '127.0.0.1', port: mail.port, security: 'none', sender: 'tollgate@example.com' },
    ...{ user: 'reports', password: 'pässword' },
    ...fields,
  });
  const message = {
    ...{ id: 'd-1', to: ['cfo@example.com', 'fp@example.com'], subject: 'Spend 2026-10', text: 'Attached.' },
    attachment: { fileName: 'spend-2026-10.csv', body: FILE },
  };

  it('reaches everybody, with the file', async () => {
    expect(await sendMail(message, settings(), NOW)).toEqual({
      ok: true,
      location: 'cfo@example.com, fp@example.com',
    });
    const [received] = mail.received.splice(0);
    expect(received).toMatchObject({ from: 'tollgate@example.com', to: message.to });
    expect(received?.source).toContain('Message-ID: <d-1@tollgate>');
    expect(received?.source).toContain('filename=spend-2026-10.csv');
    expect(received?.source).toContain(Buffer.from('team,spend_usd\r\nred,0.1\r\n').toString('base64'));
  });

  it('is not sent unencrypted unless the operator says so', async () => {
    expect(await sendMail(message, settings({ security: 'starttls' }), NOW)).toEqual({
      ok: false,
      problem: 'E-mail failed: the mail server offers no encryption (SMTP_TLS=False sends without).',
    });
  });

  it('that is refused says the reply code', async () => {
    mail.refusals.push(451);
    expect(await sendMail(message, settings(), NOW)).toEqual({
      ok: false,
      problem: 'E-mail failed: the mail server answered 451.',
    });
    expect(await sendMail(message, settings({ password: 'wrong' }), NOW)).toEqual({
      ok: false,
      problem: 'E-mail failed: the mail server answered 535.',
    });
  });

  it('with more than 10 MB attached is not tried', async () => {
    const body = { ...FILE, bytes: ATTACHMENT_BYTES_MAX + 1 };
    const large = { ...message, attachment: { fileName: 'x', body } };
    expect(await sendMail(large, settings(), NOW)).toMatchObject({
      problem: expect.stringContaining('larger than 10 MB'),
    });
    expect(mail.received).toHaveLength(0);
  });
});

describe('the mail server', () => {
  it('is named by the variables that LiteLLM names it by', () => {
    const env = {
      ...{ SMTP_HOST: 'smtp.example.com', SMTP_USERNAME: 'u', SMTP_PASSWORD: 'p' },
      SMTP_SENDER_EMAIL: 'llm@example.com',
    };
    expect(readMailSettings(env)).toEqual({
      ...{ host: 'smtp.example.com', port: 587, security: 'starttls', user: 'u', password: 'p' },
      sender: 'llm@example.com',
    });
    expect(readMailSettings({ ...env, SMTP_TLS: 'False' })).toMatchObject({ security: 'none' });
    expect(readMailSettings({ ...env, SMTP_PORT: '465' })).toMatchObject({ security: 'tls' });
    expect(readMailSettings({})).toBeNull();
  });

  it.each([
    [{ SMTP_HOST: 'h', SMTP_PORT: '0', SMTP_SENDER_EMAIL: 'a@b' }, /SMTP_PORT/],
    [{ SMTP_HOST: 'h' }, /SMTP_SENDER_EMAIL/],
    [{ SMTP_HOST: 'h', SMTP_SENDER_EMAIL: 'a@b\r\nBcc: c@d' }, /SMTP_SENDER_EMAIL/],
  ])('of %j is refused', (env, problem) => {
    expect(readMailSettings(env)).toMatch(problem);
  });
});
