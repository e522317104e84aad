import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived: who it is for, and its whole text as RFC 5322 has it. */
export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

/** A mail server without TLS on a free port, by the maker of the client's library: keeps what arrives. */
export class MailSink {
  readonly received: SunkMail[] = [];
  /** SMTP reply codes for the next mails; each refuses one. */
  readonly refusals: number[] = [];
  /** Signs in only this user when given. */
  readonly user: { readonly name: string; readonly password: string } | null;

  private constructor(
    private readonly server: SMTPServer,
    user: MailSink['user'],
  ) {
    this.user = user;
  }

  static async start(user: MailSink['user'] = null): Promise<MailSink> {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authOptional: user === null,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === user?.name && password === user?.password
          ? done(null, { user: username })
          : done(new Error('Invalid username or password')),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const code = sink.refusals.shift();
          if (code !== undefined) return done(Object.assign(new Error('not now'), { responseCode: code }));
          const { mailFrom, rcptTo } = session.envelope;
          sink.received.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            source: Buffer.concat(chunks).toString('utf8'),
          });
          done();
        });
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const sink = new MailSink(server, user);
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
