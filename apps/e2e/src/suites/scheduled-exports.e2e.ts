import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type ExportDeliveryView, type ExportScheduleView, type ExportView } from '@tollgate/core';
import { signatureOf, textBody } from '@tollgate/delivery';
import { FakeProviders, HttpSink, MailSink, ObjectStoreSink, STORE_KEYS } from '@tollgate/testing';
import { configFor } from '../product/config-file.js';
import { eventually } from '../product/eventually.js';
import { Product } from '../product/product.js';
import { MODES, Surroundings } from '../product/surroundings.js';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function closed<Part extends { close(): Promise<void> }>(part: Part): Part {
  closing.push(() => part.close());
  return part;
}

/** A schedule that runs now, and its delivery once it has arrived. */
async function delivered(product: Product, destination: object): Promise<[ExportScheduleView, ExportView]> {
  const request = { name: 'Yesterday', cadence: 'daily', time_zone: 'Europe/Berlin', destination };
  const schedule = await product.manage.call<ExportScheduleView>('POST', '/spend/schedules', request);
  await product.manage.call('POST', `/spend/schedules/${schedule.id}/run`, {});
  const delivery = await eventually(async () => {
    const path = `/spend/schedules/${schedule.id}/deliveries`;
    const [newest] = await product.manage.call<ExportDeliveryView[]>('GET', path);
    expect(newest).toMatchObject({ status: 'delivered', error: null });
    return newest;
  }, 90_000);
  const path = `/spend/exports/${delivery?.export_id}`;
  return [schedule, await product.manage.call<ExportView>('GET', path)];
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

describe.each(MODES)('scheduled exports, %s mode', (mode) => {
  it('reach a bucket, a webhook and a mailbox as the file that their export says it is', async () => {
    const fakes = closed(await FakeProviders.start());
    const [store, hook, mail] = [
      closed(await ObjectStoreSink.start()),
      closed(await HttpSink.start()),
      closed(await MailSink.start()),
    ];
    const place = await Surroundings.make(mode);
    closing.push(() => place.remove());
    const product = await Product.start(place, place.write('config.yaml', configFor(fakes)), {
      env: {
        ...{
          TOLLGATE_DELIVERY_NETWORKS: '127.0.0.0/8',
          SMTP_HOST: '127.0.0.1',
          SMTP_PORT: String(mail.port),
        },
        ...{ SMTP_TLS: 'False', SMTP_SENDER_EMAIL: 'tollgate@example.com' },
      },
    });

    const { accessKeyId, secretAccessKey } = STORE_KEYS;
    const keys = { access_key_id: accessKeyId, secret_access_key: secretAccessKey };
    const bucket = { type: 's3', bucket: 'finance', prefix: 'llm/', endpoint: store.endpoint, ...keys };
    const [, stored] = await delivered(product, bucket);
    expect(sha256(store.objects.get(`llm/${stored.file_name}`)?.bytes ?? '')).toBe(stored.sha256);

    const [{ id: hooked, signing_secret: secret = '' }, posted] = await delivered(product, {
      ...{ type: 'webhook', url: `${hook.url}/finance` },
    });
    const [received] = hook.received;
    const { headers = {}, body = Buffer.of() } = received ?? {};
    expect(sha256(body)).toBe(posted.sha256);
    const sentAt = new Date(Number(headers['webhook-timestamp']) * 1_000);
    const text = textBody(body.toString(), 'text/csv');
    expect(headers).toMatchObject(await signatureOf(secret, String(headers['webhook-id']), sentAt, text));

    const [, mailed] = await delivered(product, { type: 'email', to: ['cfo@example.com'] });
    expect(mail.received[0]?.source.replaceAll('=\r\n', '')).toContain(`SHA-256: ${mailed.sha256}`);

    const shown = JSON.stringify(await product.manage.call('GET', `/spend/schedules/${hooked}`));
    for (const hidden of [secret, secretAccessKey, '/finance'])
      expect(`${shown}${product.printed}`).not.toContain(hidden);
  }, 240_000);
});
