import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import {
  CONNECT_TIME_MS,
  connectionProblem,
  type DeliveredBody,
  type DeliveryOutcome,
  SILENCE_TIME_MS,
} from '../outcome.js';
import { type MailSettings } from './mail-settings.js';

/** Mail servers refuse more, and people cannot open it. */
export const ATTACHMENT_BYTES_MAX = 10 * 1024 * 1024;

export interface MailMessage {
  /** The same for every try, so that a mailbox shows one of them. */
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachment: { readonly fileName: string; readonly body: DeliveredBody } | null;
}

/** Sends a mail to the operator's mail server. Never throws. @param settings null: none is configured. */
export async function sendMail(
  message: MailMessage,
  settings: MailSettings | null,
  now: Date,
): Promise<DeliveryOutcome> {
  if (settings === null)
    return { ok: false, problem: 'E-mail failed: no mail server is configured (SMTP_HOST).' };
  const { attachment } = message;
  if (attachment !== null && attachment.body.bytes > ATTACHMENT_BYTES_MAX)
    return {
      ok: false,
      problem: 'E-mail failed: the file is larger than 10 MB; use an object store or a webhook.',
    };
  const transport = transportOf(settings);
  try {
    await transport.sendMail({
      from: settings.sender,
      to: [...message.to],
      subject: message.subject,
      text: message.text,
      date: now,
      messageId: `<${message.id}@tollgate>`,
      disableFileAccess: true,
      disableUrlAccess: true,
      attachments:
        attachment === null
          ? []
          : [
              {
                filename: attachment.fileName,
                contentType: attachment.body.contentType,
                content: Readable.from(attachment.body.chunks(), { objectMode: false }),
              },
            ],
    });
    return { ok: true, location: message.to.join(', ') };
  } catch (error) {
    return { ok: false, problem: `E-mail failed: ${problemOf(error)}.` };
  } finally {
    transport.close();
  }
}

function transportOf({ host, port, security, user, password }: MailSettings) {
  return createTransport({
    ...{ host, port },
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: CONNECT_TIME_MS,
    greetingTimeout: CONNECT_TIME_MS,
    socketTimeout: SILENCE_TIME_MS,
  });
}

/** The mail server's reply code, or what the connection says. */
function problemOf(error: unknown): string {
  const { code, responseCode } = partsOf(error);
  if (code === 'ETLS') return 'the mail server offers no encryption (SMTP_TLS=False sends without)';
  if (typeof responseCode === 'number') return `the mail server answered ${responseCode}`;
  return connectionProblem(error) ?? 'it could not be sent';
}

function partsOf(error: unknown): { code?: unknown; responseCode?: unknown } {
  return typeof error === 'object' && error !== null ? error : {};
}
