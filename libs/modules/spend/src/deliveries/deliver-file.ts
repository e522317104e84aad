import { formatUsd, unreachable } from '@tollgate/core';
import {
  type DeliveredBody,
  type DeliveryNetwork,
  type DeliveryOutcome,
  type MailSettings,
  postWebhook,
  putObject,
  sendMail,
} from '@tollgate/delivery';
import { type Destination } from '../destinations/destination.js';
import { MEDIA_TYPES } from '../exports/formats/write-file.js';
import { type SpendExportRow } from '../rows/spend-export-row.js';

/** What delivering takes from outside. */
export interface DeliveryMeans {
  readonly network: DeliveryNetwork;
  /** null: no mail server is configured. */
  readonly mail: MailSettings | null;
}

/** The file of an export that is done. */
export interface WrittenFile {
  readonly fileName: string;
  readonly sha256: string;
  readonly body: DeliveredBody;
  readonly export: SpendExportRow;
}

/** @returns null unless the export is done. */
export function writtenFile(row: SpendExportRow, chunks: () => AsyncIterable<Buffer>): WrittenFile | null {
  const { fileName, sha256, bytes } = row;
  if (row.status !== 'done' || fileName === null || sha256 === null || bytes === null) return null;
  const contentType = MEDIA_TYPES[row.order.format];
  return { fileName, sha256, export: row, body: { contentType, bytes: Number(bytes), chunks } };
}

/** Sends a file to where it goes. @param id of the delivery, the same for every try. */
export function deliverFile(
  id: string,
  file: WrittenFile,
  destination: Destination,
  { network, mail }: DeliveryMeans,
  now: Date,
): Promise<DeliveryOutcome> {
  switch (destination.type) {
    case 's3': {
      const key = `${destination.prefix}${file.fileName}`;
      const metadata = { 'export-id': file.export.id, sha256: file.sha256 };
      return putObject(destination.store, { key, body: file.body, sha256: file.sha256, metadata }, network);
    }
    case 'webhook': {
      const { url, secret } = destination;
      return postWebhook({ id, url, secret, body: file.body, headers: headersOf(file) }, network, now);
    }
    case 'email': {
      const { fileName, body } = file;
      const { label } = file.export.order.period;
      const message = { id, to: destination.to, subject: `LLM spend ${label}`, text: mailText(file) };
      return sendMail({ ...message, attachment: { fileName, body } }, mail, now);
    }
    default:
      return unreachable(destination);
  }
}

function headersOf({ fileName, sha256, export: { id, order } }: WrittenFile): Record<string, string> {
  return {
    'content-disposition': `attachment; filename="${fileName}"`,
    'x-tollgate-event': 'spend_export.delivered',
    'x-tollgate-export-id': id,
    'x-tollgate-period': order.period.label,
    'x-tollgate-sha256': sha256,
  };
}

function mailText({ fileName, sha256, export: { order, total, calls, unpricedCalls } }: WrittenFile): string {
  const { label, from, to, timeZone } = order.period;
  return [
    `Spend of ${label}: ${total === null ? '' : formatUsd(BigInt(total))} USD for ${calls} calls.`,
    ...(unpricedCalls === '0'
      ? []
      : [`${unpricedCalls} of them have no known price and are not in the total.`]),
    '',
    `Period: ${from} to ${to} (${timeZone})`,
    `File: ${fileName}`,
    `SHA-256: ${sha256}`,
    '',
    'The calls, the hourly figures and the rows of this file add up to the same total.',
    '',
  ].join('\n');
}
