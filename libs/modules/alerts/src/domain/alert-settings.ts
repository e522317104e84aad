import { createHash } from 'node:crypto';
import {
  ALERT_TYPES,
  type AlertChannelKind,
  type AlertSettingsView,
  type AlertType,
  formatUsd,
  isJsonObject,
  parseUsd,
  type PicoUsd,
} from '@tollgate/core';
import { isMailAddress } from '@tollgate/delivery';

/** Somewhere that alerts are sent to. */
export interface AlertChannel {
  /** The same for the same place: deliveries remember it by this. Tells nothing of the address. */
  readonly id: string;
  readonly kind: AlertChannelKind;
  /** A URL, or addresses by comma. */
  readonly target: string;
  /** Which alerts it takes. */
  readonly types: readonly AlertType[];
}

/** What the configuration says of alerts, everything decided. */
export interface AlertSettings {
  readonly channels: readonly AlertChannel[];
  /** Percent of a budget, ascending. */
  readonly budgetThresholds: readonly number[];
  /** A day is an anomaly that cost so many times the mean of the week before … */
  readonly anomalyFactor: number;
  /** … and at least so much more; pico-USD as decimal text, for it is kept as JSON. */
  readonly anomalyFloor: string;
  /** Signs generic webhooks; null: they are not signed. */
  readonly webhookSecret: string | null;
  /** What cannot be used, in words. */
  readonly problems: readonly string[];
}

/** The members of `general_settings` that this reads. */
export interface AlertingConfig {
  readonly alerting?: unknown;
  readonly alert_types?: unknown;
  readonly alert_to_webhook_url?: unknown;
  readonly alerting_args?: unknown;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_THRESHOLDS = [80, 100];
const DEFAULT_FACTOR = 3;
const DEFAULT_FLOOR = '1';
const TYPES_SENT = ALERT_TYPES.filter((type) => type !== 'test');
/** Channels of one kind at most, so that one alert is never a flood. */
const CHANNELS_MAX = 20;

/**
 * Reads `alerting`, `alert_types`, `alert_to_webhook_url` and `alerting_args`; the addresses come from SLACK_WEBHOOK_URL,
 * WEBHOOK_URL and `alerting_args.email_recipients` (or ALERT_EMAIL_RECIPIENTS).
 */
export function alertSettingsOf(config: AlertingConfig, env: Environment): AlertSettings {
  const problems: string[] = [];
  const args = isJsonObject(config.alerting_args) ? config.alerting_args : {};
  const types = typesOf(config.alert_types);
  const channels = textsOf(config.alerting).flatMap((name) => {
    switch (name) {
      case 'slack':
        return slackChannels(config, env, types, problems);
      case 'webhook':
        return webhookChannels(env, types, problems);
      case 'email':
        return mailChannels(args, env, types, problems);
      default:
        problems.push(`alerting: ${name} is not a channel; known are slack, webhook and email`);
        return [];
    }
  });
  return {
    channels,
    budgetThresholds: thresholdsOf(args['budget_thresholds'], problems),
    anomalyFactor: positive(args['anomaly_factor'], DEFAULT_FACTOR, 'anomaly_factor', problems),
    anomalyFloor: floorOf(args['anomaly_min_usd'], problems).toString(),
    webhookSecret: typeof args['webhook_secret'] === 'string' ? args['webhook_secret'] : null,
    problems,
  };
}

/** As they may be shown: no path of a webhook, no address of a person. */
export function alertSettingsView(settings: AlertSettings): AlertSettingsView {
  return {
    channels: settings.channels.map(({ kind, target, types }) => ({
      channel: kind,
      target: shownTarget(kind, target),
      types: [...types],
    })),
    budget_thresholds: [...settings.budgetThresholds],
    anomaly_factor: settings.anomalyFactor,
    anomaly_min_usd: formatUsd(BigInt(settings.anomalyFloor)),
    problems: [...settings.problems],
  };
}

/** The server of a URL, or how many people there are. */
export function shownTarget(kind: AlertChannelKind, target: string): string {
  if (kind !== 'email') return URL.canParse(target) ? new URL(target).origin : '';
  const count = target.split(',').length;
  return count === 1 ? '1 address' : `${count} addresses`;
}

/** Types with addresses of their own go there, all others to SLACK_WEBHOOK_URL. */
function slackChannels(
  { alert_to_webhook_url: own }: AlertingConfig,
  env: Environment,
  types: readonly AlertType[],
  problems: string[],
): AlertChannel[] {
  const byUrl = new Map<string, AlertType[]>();
  for (const type of types) {
    const urls = isJsonObject(own) && own[type] !== undefined ? textsOf(own[type]) : [];
    const targets = urls.length > 0 ? urls : textsOf(env['SLACK_WEBHOOK_URL']);
    for (const url of targets) byUrl.set(url, [...(byUrl.get(url) ?? []), type]);
  }
  if (byUrl.size === 0) problems.push('alerting: slack needs SLACK_WEBHOOK_URL, or alert_to_webhook_url');
  return [...byUrl]
    .slice(0, CHANNELS_MAX)
    .flatMap(([url, taken]) => urlChannel('slack', url, taken, problems));
}

function webhookChannels(env: Environment, types: readonly AlertType[], problems: string[]): AlertChannel[] {
  const [url] = textsOf(env['WEBHOOK_URL']);
  if (url !== undefined) return urlChannel('webhook', url, types, problems);
  problems.push('alerting: webhook needs WEBHOOK_URL');
  return [];
}

function mailChannels(
  args: Readonly<Record<string, unknown>>,
  env: Environment,
  types: readonly AlertType[],
  problems: string[],
): AlertChannel[] {
  const named = textsOf(args['email_recipients'] ?? (env['ALERT_EMAIL_RECIPIENTS'] ?? '').split(','));
  const addresses = named
    .map((address) => address.trim())
    .filter(isMailAddress)
    .slice(0, CHANNELS_MAX);
  if (addresses.length < named.filter((address) => address.trim() !== '').length)
    problems.push('alerting: some email_recipients are no e-mail addresses');
  if (addresses.length > 0) return [channel('email', addresses.join(','), types)];
  problems.push('alerting: email needs alerting_args.email_recipients');
  return [];
}

function urlChannel(
  kind: 'slack' | 'webhook',
  url: string,
  types: readonly AlertType[],
  problems: string[],
): AlertChannel[] {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return [channel(kind, url, types)];
  problems.push(`alerting: the address of ${kind} is no http(s) URL`);
  return [];
}

function channel(kind: AlertChannelKind, target: string, types: readonly AlertType[]): AlertChannel {
  const digest = createHash('sha256').update(target).digest('hex').slice(0, 16);
  return { id: `${kind}:${digest}`, kind, target, types: [...types, 'test'] };
}

/** Of LiteLLM's types those that are raised here; all of ours when none is named. */
function typesOf(named: unknown): readonly AlertType[] {
  if (!Array.isArray(named)) return TYPES_SENT;
  return TYPES_SENT.filter((type) => named.includes(type));
}

function thresholdsOf(given: unknown, problems: string[]): number[] {
  if (given === undefined) return DEFAULT_THRESHOLDS;
  const list = (Array.isArray(given) ? given : [given]).map(Number);
  if (list.length > 0 && list.length <= 10 && list.every((percent) => percent > 0 && percent <= 1_000))
    return [...new Set(list)].sort((one, other) => one - other);
  problems.push('alerting_args: budget_thresholds must be one to ten percentages, such as [80, 100]');
  return DEFAULT_THRESHOLDS;
}

function positive(given: unknown, fallback: number, name: string, problems: string[]): number {
  if (given === undefined) return fallback;
  if (typeof given === 'number' && given > 1 && given <= 1_000) return given;
  problems.push(`alerting_args: ${name} must be a number above 1`);
  return fallback;
}

function floorOf(given: unknown, problems: string[]): PicoUsd {
  const text = typeof given === 'number' || typeof given === 'string' ? given : DEFAULT_FLOOR;
  const floor = parseUsd(text);
  if (floor !== null && floor >= 0n) return floor;
  problems.push('alerting_args: anomaly_min_usd must be an amount in dollars');
  return parseUsd(DEFAULT_FLOOR) ?? 0n;
}

function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((text) => typeof text === 'string').filter((text) => text.trim() !== '');
}
