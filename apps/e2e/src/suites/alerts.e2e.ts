import { afterEach, describe, expect, it } from '@jest/globals';
import { type AlertPage } from '@tollgate/core';
import { FakeProviders, HttpSink } from '@tollgate/testing';
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

const ALERTING = `  allowed_fails: 0
  cooldown_time: 60
general_settings:
  alerting: [slack, webhook]
  alert_types: [budget_alerts, cooldown_deployment]
  alerting_args:
    budget_thresholds: [50]
`;

async function chat(product: Product, key: string, model: string, content: string): Promise<number> {
  const reply = await fetch(`${product.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, max_tokens: 50, messages: [{ role: 'user', content }] }),
  });
  await reply.arrayBuffer();
  return reply.status;
}

describe.each(MODES)('alerts, %s mode', (mode) => {
  it('tell Slack and a webhook of a budget and of a deployment that cools down, once each', async () => {
    const fakes = closed(await FakeProviders.start());
    const [slack, hook] = [closed(await HttpSink.start()), closed(await HttpSink.start())];
    const place = await Surroundings.make(mode);
    closing.push(() => place.remove());
    const product = await Product.start(place, place.write('config.yaml', configFor(fakes, ALERTING)), {
      env: {
        ...{ TOLLGATE_DELIVERY_NETWORKS: '127.0.0.0/8', WEBHOOK_URL: `${hook.url}/alerts` },
        SLACK_WEBHOOK_URL: `${slack.url}/services/only-we-know`,
      },
    });
    const { key } = await product.manage.generateKey({ key_alias: 'nightly', max_budget: 0.0001 });
    // Each call is held at 50 tokens of 0.6 µ$ and some of 0.15 µ$ until it is settled, and costs some 33: three cost more than
    // half of 100 µ$, and fit into it even where none is settled before the next.
    for (let call = 0; call < 3; call += 1) expect(await chat(product, key, 'gpt', 'say 20 words')).toBe(200);
    const { key: other } = await product.manage.generateKey();
    for (let call = 0; call < 3; call += 1)
      await chat(product, other, 'claude', '[[fault {"kind":"status","status":500}]]');

    const texts = await eventually(async () => {
      const said = slack.received.map(({ body }) => body.toString()).join('\n');
      expect(said).toContain('Budget of key nightly is at');
      expect(said).toContain('A deployment of claude is cooling down');
      return said;
    }, 120_000);
    expect(texts.match(/Budget of key nightly/g)).toHaveLength(1);
    const posted = hook.received.map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>);
    expect(posted.find(({ type }) => type === 'budget_alerts')).toMatchObject({
      ...{ event_group: 'key', name: 'nightly', max_budget: '0.0001' },
    });

    const { alerts } = await product.manage.call<AlertPage>('GET', '/alerts');
    const types = alerts.map(({ type }) => type).sort();
    expect(types).toEqual(['budget_alerts', 'cooldown_deployment']);
    for (const { deliveries } of alerts)
      expect(deliveries.map(({ channel, status }) => [channel, status])).toEqual([
        ['slack', 'sent'],
        ['webhook', 'sent'],
      ]);
    expect(JSON.stringify(alerts) + product.printed).not.toContain('only-we-know');
  }, 240_000);
});
