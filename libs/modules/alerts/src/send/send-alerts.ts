import { unreachable } from '@tollgate/core';
import {
  type DeliveryNetwork,
  type DeliveryOutcome,
  type MailSettings,
  postWebhook,
  sendMail,
  textBody,
} from '@tollgate/delivery';
import { type DataSource } from 'typeorm';
import { type AlertChannel, type AlertSettings } from '../domain/alert-settings.js';
import { type AlertDeliveryRow } from '../store/alert-delivery-row.js';
import { type AlertRow } from '../store/alert-row.js';
import { mailMessage, slackMessage, webhookMessage } from './compose.js';
import { AlertOutbox } from './outbox.js';

/** What sending takes from outside. */
export interface AlertMeans {
  readonly network: DeliveryNetwork;
  /** null: no mail server is configured. */
  readonly mail: MailSettings | null;
}

interface Claimed {
  readonly delivery: AlertDeliveryRow;
  readonly alert: AlertRow;
}

/**
 * Sends what is due. People get one message for all alerts of a sweep, so that a bad hour is no flood; machines get each alert.
 * Safe to run anywhere, any number of times at once.
 * @returns how many messages were sent, and the problems of those that were not.
 */
export async function sendAlerts(
  dataSource: DataSource,
  settings: AlertSettings,
  means: AlertMeans,
  now: Date,
): Promise<{ sent: number; problems: string[] }> {
  const outbox = new AlertOutbox(dataSource);
  await outbox.route(settings, now);
  const claimed = await outbox.claim();
  const figures = { sent: 0, problems: new Array<string>() };
  const known = new Map(settings.channels.map((channel) => [channel.id, channel]));
  for (const [id, items] of groupedBy(claimed)) {
    const channel = known.get(id);
    if (channel === undefined) {
      await outbox.cancel(items.map(({ delivery }) => delivery));
      continue;
    }
    for (const message of messagesOf(channel, items)) {
      const outcome = await send(channel, message, settings, means, now);
      const rows = message.map(({ delivery }) => delivery);
      if (outcome.ok) await outbox.sent(rows, now);
      else await outbox.failed(rows, outcome.problem, now);
      if (outcome.ok) figures.sent += 1;
      else figures.problems.push(`${channel.kind}: ${outcome.problem}`);
    }
  }
  return figures;
}

function groupedBy(claimed: readonly Claimed[]): Map<string, Claimed[]> {
  const groups = new Map<string, Claimed[]>();
  for (const item of claimed) {
    const { channel } = item.delivery;
    groups.set(channel, [...(groups.get(channel) ?? []), item]);
  }
  return groups;
}

function messagesOf({ kind }: AlertChannel, items: readonly Claimed[]): (readonly Claimed[])[] {
  return kind === 'webhook' ? items.map((item) => [item]) : [items];
}

function send(
  { kind, target }: AlertChannel,
  message: readonly Claimed[],
  { webhookSecret }: AlertSettings,
  { network, mail }: AlertMeans,
  now: Date,
): Promise<DeliveryOutcome> {
  const alerts = message.map(({ alert }) => alert);
  const [first] = alerts;
  const id = first?.id ?? '';
  switch (kind) {
    case 'slack': {
      const body = textBody(slackMessage(alerts), 'application/json');
      return postWebhook({ id, url: target, secret: null, body }, network, now);
    }
    case 'webhook': {
      const body = textBody(first ? webhookMessage(first) : '{}', 'application/json');
      return postWebhook({ id, url: target, secret: webhookSecret, body }, network, now);
    }
    case 'email':
      return sendMail({ id, to: target.split(','), ...mailMessage(alerts), attachment: null }, mail, now);
    default:
      return unreachable(kind);
  }
}
