import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DeliveryNetwork, type MailSettings, signatureOf, textBody } from '@tollgate/delivery';
import { HttpSink, MailSink } from '@tollgate/testing';
import { type NewAlert } from '../domain/alert.js';
import { alertSettingsOf } from '../domain/alert-settings.js';
import { alertViewOf } from '../http/alert-view.js';
import { AlertStore } from '../store/alert-store.js';
import { type AlertsDatabase, createAlertsDatabase } from '../testing/alerts-database.js';
import { sendAlerts } from './send-alerts.js';

const HERE: DeliveryNetwork = {
  mayReach: () => true,
  lookup: (_host, _options, done) => done(new Error('no names here'), ''),
};
/** Of a past, so that everything that waits is due. */
const NOW = new Date('2026-11-24T12:30:00Z');

let database: AlertsDatabase;
let store: AlertStore;
let slack: HttpSink;
let hook: HttpSink;
let mailbox: MailSink;
beforeAll(async () => {
  database = await createAlertsDatabase();
  store = new AlertStore(database.dataSource);
  [slack, hook, mailbox] = [await HttpSink.start(), await HttpSink.start(), await MailSink.start()];
}, 60_000);
afterAll(async () => {
  await Promise.all([slack.close(), hook.close(), mailbox.close()]);
  await database.close();
});
beforeEach(async () => {
  await database.dataSource.query('TRUNCATE alert, alert_delivery');
  for (const { received } of [slack, hook]) received.splice(0);
  mailbox.received.splice(0);
});

const alert = (fields: Partial<NewAlert> = {}): NewAlert => ({
  ...{ type: 'budget_alerts', key: 'k', severity: 'critical', title: 'Budget of team Blue is at 100 %' },
  ...{ text: '11 of 10 USD are spent.', details: { event: 'budget_crossed', team_id: 'blue', spend: '11' } },
  ...fields,
});

function settings(alerting: string[], args: object = {}) {
  const env = { SLACK_WEBHOOK_URL: `${slack.url}/services/T0/secret`, WEBHOOK_URL: `${hook.url}/alerts` };
  return alertSettingsOf(
    { alerting, alerting_args: { email_recipients: ['ops@example.com'], ...args } },
    env,
  );
}

function sweep(configured = settings(['slack', 'webhook', 'email'], { webhook_secret: 'shared' })) {
  const mail: MailSettings = {
    ...{ host: '127.0.0.1', port: mailbox.port, security: 'none', user: null, password: null },
    sender: 'tollgate@example.com',
  };
  return sendAlerts(database.dataSource, configured, { network: HERE, mail }, NOW);
}

const history = async () => (await store.page(null, null, 100)).map(alertViewOf);

describe('an alert', () => {
  it('reaches Slack, the webhook and the mailbox, each once', async () => {
    await store.raise([alert()], NOW);
    expect(await sweep()).toEqual({ sent: 3, problems: [] });
    expect(await sweep()).toEqual({ sent: 0, problems: [] });
    expect(slack.received.map(({ path, body }) => [path, body.toString()])).toEqual([
      [
        '/services/T0/secret',
        '{"text":":rotating_light: *Budget of team Blue is at 100 %*\\n11 of 10 USD are spent."}',
      ],
    ]);
    expect(mailbox.received[0]?.source).toContain('Subject: Tollgate: Budget of team Blue is at 100 %');
    const [{ headers, body } = { headers: {}, body: Buffer.of() }] = hook.received;
    const text = body.toString();
    expect(JSON.parse(text)).toMatchObject({
      ...{ type: 'budget_alerts', event: 'budget_crossed', team_id: 'blue', spend: '11' },
      event_message: 'Budget of team Blue is at 100 %. 11 of 10 USD are spent.',
    });
    const id = String((headers as Record<string, unknown>)['webhook-id']);
    expect(headers).toMatchObject(await signatureOf('shared', id, NOW, textBody(text, '')));
    const [shown] = await history();
    expect(shown?.deliveries.map(({ channel, target, status }) => [channel, target, status])).toEqual([
      ['email', '1 address', 'sent'],
      ['slack', slack.url, 'sent'],
      ['webhook', hook.url, 'sent'],
    ]);
    expect(JSON.stringify(shown)).not.toContain('secret');
  });

  it('is one of many in a message for people, and one by one for machines', async () => {
    const many = Array.from({ length: 25 }, (_, n) => alert({ key: `k${n}`, title: `Alert ${n}` }));
    await store.raise(many, NOW);
    await sweep();
    expect([slack, hook].map(({ received }) => received.length)).toEqual([1, 25]);
    expect(slack.received[0]?.body.toString()).toContain('… and 5 more: GET /alerts');
    expect(mailbox.received).toHaveLength(1);
  });

  it('goes only where its type is taken, and is history where nobody takes it', async () => {
    await store.raise([alert()], NOW);
    const none = alertSettingsOf(
      { alerting: ['slack'], alert_types: ['daily_reports'] },
      { SLACK_WEBHOOK_URL: slack.url },
    );
    expect(await sweep(none)).toEqual({ sent: 0, problems: [] });
    expect(await history()).toMatchObject([{ type: 'budget_alerts', deliveries: [] }]);
    expect(await sweep()).toEqual({ sent: 0, problems: [] });
  });

  it('cannot make links or call everybody in Slack by the names in it', async () => {
    await store.raise([alert({ title: 'Budget of <!channel> & <https://evil.example|team>' })], NOW);
    await sweep(settings(['slack']));
    expect(slack.received[0]?.body.toString()).toContain(
      '&lt;!channel&gt; &amp; &lt;https://evil.example|team&gt;',
    );
  });

  it('that is not taken is tried again, and given up after five tries', async () => {
    await store.raise([alert()], NOW);
    slack.answers.push(500, 500, 500, 500, 500);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await database.dataSource.query('UPDATE alert_delivery SET next_attempt_at = $1', [NOW]);
      const { problems } = await sweep(settings(['slack']));
      expect(problems).toEqual(['slack: The webhook failed: its server answered 500.']);
    }
    const [shown] = await history();
    expect(shown?.deliveries).toMatchObject([{ status: 'failed', attempts: 5 }]);
  });

  it('is not sent to a channel that was taken out of the configuration', async () => {
    await store.raise([alert()], NOW);
    slack.answers.push(500);
    await sweep(settings(['slack']));
    await database.dataSource.query('UPDATE alert_delivery SET next_attempt_at = $1', [NOW]);
    await sweep(settings([]));
    expect(slack.received).toHaveLength(1);
    expect((await history())[0]?.deliveries).toMatchObject([{ status: 'canceled' }]);
  });
});

describe('the history of alerts', () => {
  it('is read page by page, and forgets after ninety days', async () => {
    await store.raise([alert({ key: 'a', title: 'A' })], new Date('2026-11-01T00:00:00Z'));
    await store.raise([alert({ key: 'b', title: 'B', type: 'test' })], new Date('2026-11-02T00:00:00Z'));
    const [newest] = await store.page(null, null, 1);
    expect(newest?.alert.title).toBe('B');
    const after = newest && { raisedAt: newest.alert.raisedAt, id: newest.alert.id };
    expect((await store.page(null, after ?? null, 10)).map(({ alert: { title } }) => title)).toEqual(['A']);
    expect((await store.page('test', null, 10)).map(({ alert: { title } }) => title)).toEqual(['B']);
    await store.removeOld(new Date('2027-01-30T12:00:00Z'));
    expect((await store.page(null, null, 10)).map(({ alert: { title } }) => title)).toEqual(['B']);
  });
});
