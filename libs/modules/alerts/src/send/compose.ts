import { type AlertRow } from '../store/alert-row.js';

/** Alerts of one message at most; the others are counted in it. */
const SHOWN_MAX = 20;

/** The body of a Slack-compatible webhook: one message for all of them. */
export function slackMessage(alerts: readonly AlertRow[]): string {
  const shown = alerts
    .slice(0, SHOWN_MAX)
    .map(({ severity, title, text }) => `${SIGNS[severity]} *${slackText(title)}*\n${slackText(text)}`);
  return JSON.stringify({ text: [...shown, ...andMore(alerts)].join('\n\n') });
}

/** The subject and the text of a mail: one for all of them. */
export function mailMessage(alerts: readonly AlertRow[]): { subject: string; text: string } {
  const [first] = alerts;
  const others = alerts.length > 1 ? ` (and ${alerts.length - 1} more)` : '';
  const shown = alerts
    .slice(0, SHOWN_MAX)
    .map(({ title, text, raisedAt }) => `${title}\n${text}\n${raisedAt.toISOString()}`);
  return {
    subject: `Tollgate: ${first?.title ?? 'alert'}${others}`,
    text: `${[...shown, ...andMore(alerts)].join('\n\n')}\n`,
  };
}

/** The body of a generic webhook: one alert, with LiteLLM's `event_message` beside its own facts. */
export function webhookMessage({ id, type, severity, title, text, details, raisedAt }: AlertRow): string {
  return JSON.stringify({
    ...{ id, type, severity, title, text, raised_at: raisedAt.toISOString() },
    event_message: `${title}. ${text}`,
    ...details,
  });
}

const SIGNS = { info: ':information_source:', warning: ':warning:', critical: ':rotating_light:' } as const;

/** Names that people give must not become links or calls of everybody. Source: Slack, "Formatting text for app surfaces". */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function andMore({ length }: readonly AlertRow[]): string[] {
  return length > SHOWN_MAX ? [`… and ${length - SHOWN_MAX} more: GET /alerts`] : [];
}
