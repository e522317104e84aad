import { type AlertSeverity, type AlertType } from '@tollgate/core';

/** Facts by name, as they are shown and sent. Money is decimal text in dollars. */
export type AlertDetails = Readonly<Record<string, string | number | boolean | null>>;

/** Something that somebody should know. */
export interface NewAlert {
  readonly type: AlertType;
  /** What it is about and in which window: an alert with a key that is known already is not raised again. */
  readonly key: string;
  readonly severity: AlertSeverity;
  /** One line. */
  readonly title: string;
  readonly text: string;
  readonly details: AlertDetails;
}
