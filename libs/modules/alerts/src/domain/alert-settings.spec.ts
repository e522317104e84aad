import { describe, expect, it } from '@jest/globals';
import { alertSettingsOf, alertSettingsView } from './alert-settings.js';

const SLACK = 'https://hooks.slack.example/services/T0/B0/secret';
const MONEY = 'https://hooks.slack.example/services/T0/B1/money';

describe('the settings of alerts', () => {
  it('send nothing anywhere unless a channel is named', () => {
    expect(alertSettingsOf({}, { SLACK_WEBHOOK_URL: SLACK })).toMatchObject({ channels: [], problems: [] });
  });

  it('send types with addresses of their own there, and the rest to the Slack of the environment', () => {
    const { channels } = alertSettingsOf(
      {
        alerting: ['slack'],
        alert_types: ['budget_alerts', 'cooldown_deployment', 'llm_too_slow'],
        alert_to_webhook_url: { budget_alerts: [MONEY, SLACK] },
      },
      { SLACK_WEBHOOK_URL: SLACK },
    );
    expect(channels.map(({ kind, target, types }) => [kind, target, types])).toEqual([
      ['slack', MONEY, ['budget_alerts', 'test']],
      ['slack', SLACK, ['budget_alerts', 'cooldown_deployment', 'test']],
    ]);
  });

  it('know a webhook and mailboxes, and show neither path nor people', () => {
    const settings = alertSettingsOf(
      {
        alerting: ['webhook', 'email'],
        alerting_args: {
          ...{ email_recipients: ['a@example.com', 'b@example.com'], budget_thresholds: [100, 50] },
          ...{ anomaly_factor: 2, anomaly_min_usd: 0.5, webhook_secret: 'sign-with-this' },
        },
      },
      { WEBHOOK_URL: 'https://ops.example/hook/secret' },
    );
    expect(settings).toMatchObject({ budgetThresholds: [50, 100], webhookSecret: 'sign-with-this' });
    const view = alertSettingsView(settings);
    expect(view).toMatchObject({
      channels: [{ target: 'https://ops.example' }, { channel: 'email', target: '2 addresses' }],
      ...{ anomaly_factor: 2, anomaly_min_usd: '0.5', problems: [] },
    });
    expect(JSON.stringify(view)).not.toMatch(/secret|sign-with|@/);
  });

  it.each([
    [{ alerting: ['pager'] }, /pager is not a channel/],
    [{ alerting: 'slack' }, /SLACK_WEBHOOK_URL/],
    [{ alerting: ['webhook'] }, /WEBHOOK_URL/],
    [{ alerting: ['email'] }, /email_recipients/],
    [{ alerting: ['email'], alerting_args: { email_recipients: ['nobody'] } }, /no e-mail addresses/],
    [{ alerting_args: { budget_thresholds: [0] } }, /budget_thresholds/],
    [{ alerting_args: { anomaly_factor: 1 } }, /anomaly_factor/],
    [{ alerting_args: { anomaly_min_usd: 'much' } }, /anomaly_min_usd/],
  ])('say what of %j cannot be used', (config, problem) => {
    expect(alertSettingsOf(config, {}).problems.join()).toMatch(problem);
  });
});
