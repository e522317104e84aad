/** The mail server, as an operator names it by environment variables. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465), after STARTTLS (must be offered), or none. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  readonly sender: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads SMTP_HOST, SMTP_PORT (587), SMTP_TLS (True), SMTP_USERNAME, SMTP_PASSWORD and SMTP_SENDER_EMAIL.
 * @returns null when there is no SMTP_HOST; a sentence that names the variable when one cannot be used.
 */
export function readMailSettings(env: Environment): MailSettings | string | null {
  const host = env['SMTP_HOST']?.trim() ?? '';
  if (host === '') return null;
  const port = Number(env['SMTP_PORT']?.trim() || 587);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return 'SMTP_PORT must be a port, such as 587';
  const sender = env['SMTP_SENDER_EMAIL']?.trim() ?? '';
  if (!isMailAddress(sender)) return 'SMTP_SENDER_EMAIL must be the address that mail comes from';
  const wantsTls = !/^(false|0|no)$/i.test(env['SMTP_TLS']?.trim() ?? '');
  return {
    ...{ host, port, sender },
    security: port === 465 ? 'tls' : wantsTls ? 'starttls' : 'none',
    user: env['SMTP_USERNAME'] || null,
    password: env['SMTP_PASSWORD'] || null,
  };
}

/** Good enough to send to: one `@`, no spaces, control characters or signs that headers give a meaning. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[^\s@<>(),;:"\\\u0000-\u001f\u007f]+@[^\s@<>(),;:"\\\u0000-\u001f\u007f]+$/.test(text)
  );
}
