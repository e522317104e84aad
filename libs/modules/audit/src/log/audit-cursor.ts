import { type AuditPosition } from './audit-page.js';

const CURSOR = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** An entry's place in the order of time, as text for a URL. */
export function cursorOf({ at, id }: AuditPosition): string {
  return `${at.getTime()}.${id}`;
}

/** The place a cursor names; null when the text is none. */
export function positionOf(cursor: string): AuditPosition | null {
  const [, time, id] = CURSOR.exec(cursor) ?? [];
  return time === undefined || id === undefined ? null : { at: new Date(Number(time)), id };
}
