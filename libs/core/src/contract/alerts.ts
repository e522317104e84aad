/** Alerts: what somebody should know, each once in its window. GET /alerts has their history. */

/**
 * `budget_alerts`: a budget is nearly used up, used up, or will be before its window ends · `spend_anomalies`: a day cost far more
 * than the week before it · `cooldown_deployment`: a deployment failed so often that it is left alone · `failed_exports`: a file
 * was not written, or did not arrive · `failed_tracking_spend`: lines of the journal could not be stored · `daily_reports`,
 * `spend_reports`: what was spent yesterday, last week · `test`: somebody tries the channels.
 */
export const ALERT_TYPES = [
  'budget_alerts',
  'spend_anomalies',
  'cooldown_deployment',
  'failed_exports',
  'failed_tracking_spend',
  'daily_reports',
  'spend_reports',
  'test',
] as const;
export type AlertType = (typeof ALERT_TYPES)[number];

export const ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

export const ALERT_CHANNEL_KINDS = ['slack', 'webhook', 'email'] as const;
export type AlertChannelKind = (typeof ALERT_CHANNEL_KINDS)[number];

export type AlertDeliveryStatus = 'waiting' | 'sending' | 'sent' | 'failed' | 'canceled';

export interface AlertView {
  id: string;
  type: AlertType;
  severity: AlertSeverity;
  title: string;
  text: string;
  /** Facts by name: money as decimal text in dollars. */
  details: Record<string, string | number | boolean | null>;
  raised_at: string;
  /** Whom it was sent to; empty: nobody takes alerts of this type. */
  deliveries: {
    channel: AlertChannelKind;
    /** The server, or how many addresses; never the secret path of a webhook. */
    target: string;
    status: AlertDeliveryStatus;
    attempts: number;
    sent_at: string | null;
    error: string | null;
  }[];
}

/** A page of the history, newest first. */
export interface AlertPage {
  alerts: AlertView[];
  /** Pass as `cursor` for the next page; null: there is none. */
  next_cursor: string | null;
}

/** What is in force of the configuration's alerting. */
export interface AlertSettingsView {
  channels: { channel: AlertChannelKind; target: string; types: AlertType[] }[];
  budget_thresholds: number[];
  anomaly_factor: number;
  anomaly_min_usd: string;
  /** What of the configuration cannot be used. */
  problems: string[];
}
