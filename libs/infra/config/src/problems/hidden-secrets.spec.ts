import { describe, expect, it } from '@jest/globals';
import { withSecretsHidden } from './hidden-secrets.js';

describe('withSecretsHidden', () => {
  it('hides secrets by their name or their look, at any depth', () => {
    const shown = withSecretsHidden('general_settings', {
      alerting: ['slack'],
      nested: [{ api_key: 'short', note: 'sk-proj-abcdefghijklmnop1234' }],
      password: { value: 'hunter2' },
      alert_to_webhook_url: { budget_alerts: ['https://hooks.example/T0/B0/x'], db: 'https://h.example/y' },
    });
    expect(shown).toEqual({
      alerting: ['slack'],
      nested: [{ api_key: '*****', note: '*****' }],
      password: { value: '*****' },
      alert_to_webhook_url: { budget_alerts: ['*****'], db: '*****' },
    });
  });
});
