import { type ExportFileFormat, type ExportFormat, type ExportGroup, type ExportReport } from './exports.js';

/**
 * Scheduled exports: a file of every day, week or month that is over, delivered somewhere. Admins make them under
 * /spend/schedules; what became of each delivery is under /spend/deliveries.
 */

export const EXPORT_CADENCES = ['daily', 'weekly', 'monthly'] as const;
export type ExportCadence = (typeof EXPORT_CADENCES)[number];

export const DESTINATION_TYPES = ['s3', 'webhook', 'email'] as const;
export type DestinationType = (typeof DESTINATION_TYPES)[number];

/** Most schedules there may be. */
export const EXPORT_SCHEDULES_MAX = 200;

/** A bucket of an S3-compatible store. Without keys those are used that the worker finds by itself. */
export interface ObjectStoreDestination {
  type: 's3';
  bucket: string;
  /** Before the file's name: `finance/llm/`. */
  prefix?: string | null;
  /** Default: us-east-1. */
  region?: string | null;
  /** Default: Amazon's own. */
  endpoint?: string | null;
  /** Default: true exactly with an endpoint. */
  path_style?: boolean | null;
  access_key_id?: string | null;
  secret_access_key?: string | null;
}

/** The file is the body of a POST, signed as Standard Webhooks say. Without a secret one is made, and shown once. */
export interface WebhookDestination {
  type: 'webhook';
  url: string;
  secret?: string | null;
}

/** The file is attached, up to 10 MB. */
export interface MailDestination {
  type: 'email';
  to: string[];
}

export type ExportDestination = ObjectStoreDestination | WebhookDestination | MailDestination;

/** Body of POST /spend/schedules. PATCH takes the same members, each optional. */
export interface ExportScheduleRequest {
  name?: string | null;
  cadence?: ExportCadence | null;
  /** IANA name; default: UTC. Its days, weeks (from Monday) and months are exported, and its clocks tell when. */
  time_zone?: string | null;
  /** Hour of the day on which a file is written, 0 to 23; default: 6. */
  hour?: number | null;
  /** Default: grouped. */
  report?: ExportReport | null;
  group_by?: string[] | null;
  format?: ExportFormat | null;
  destination?: ExportDestination | null;
  /** Default: true. One that is switched on again goes on with the period that ends next. */
  enabled?: boolean | null;
}

export interface ExportScheduleView {
  id: string;
  name: string;
  cadence: ExportCadence;
  time_zone: string;
  hour: number;
  report: ExportReport;
  format: ExportFileFormat;
  group_by: ExportGroup[];
  /** Secrets are left out; of a webhook only the server is shown. null: it cannot be decrypted with today's salt key. */
  destination: ExportDestination | null;
  enabled: boolean;
  /** The period of the next file, and when it is written. */
  next_period: { label: string; from: string; to: string };
  next_run_at: string;
  created_at: string;
  created_by: string | null;
  updated_at: string;
  /** Only in the answer to whatever made it: the signing secret of a webhook that came without one. */
  signing_secret?: string;
}

/** `waiting`: for its file, or for the next try · `canceled`: its schedule was removed. */
export const DELIVERY_STATUSES = ['waiting', 'sending', 'delivered', 'failed', 'canceled'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export interface ExportDeliveryView {
  id: string;
  schedule_id: string;
  schedule_name: string;
  destination_type: DestinationType;
  export_id: string;
  period: string;
  status: DeliveryStatus;
  attempts: number;
  created_at: string;
  /** null unless it waits. */
  next_attempt_at: string | null;
  finished_at: string | null;
  /** Where the file went: `s3://bucket/key`, the server of the webhook, the addresses. */
  location: string | null;
  /** Why the last try failed. */
  error: string | null;
}
