import { ALERT_CHANNEL_KINDS, type AlertView } from '@tollgate/core';
import { type AlertCursor, type AlertWithDeliveries } from '../store/alert-store.js';

/** An alert as the API shows it. */
export function alertViewOf({ alert, deliveries }: AlertWithDeliveries): AlertView {
  return {
    ...{ id: alert.id, type: alert.type, severity: alert.severity, title: alert.title, text: alert.text },
    details: { ...alert.details },
    raised_at: alert.raisedAt.toISOString(),
    deliveries: deliveries.map(({ channel, target, status, attempts, sentAt, error }) => ({
      channel: ALERT_CHANNEL_KINDS.find((kind) => channel.startsWith(`${kind}:`)) ?? 'webhook',
      ...{ target, status, attempts, sent_at: sentAt?.toISOString() ?? null, error },
    })),
  };
}

const CURSOR = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Where the next page begins. */
export function cursorOf({ alert }: AlertWithDeliveries): string {
  return `${alert.raisedAt.getTime()}.${alert.id}`;
}

/** null for a text that is none. */
export function readCursor(text: string): AlertCursor | null {
  const [, at, id] = CURSOR.exec(text) ?? [];
  return at === undefined || id === undefined ? null : { raisedAt: new Date(Number(at)), id };
}
