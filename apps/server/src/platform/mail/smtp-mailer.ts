import { createTransport } from 'nodemailer';
import type { Config } from '../config/index.ts';
import { type Mail, type Mailer, type MailOutcome, noMailer } from './mail.ts';

type MailConfig = Pick<
  Config,
  'SMTP_URL' | 'SMTP_HOST' | 'SMTP_PORT' | 'SMTP_USER' | 'SMTP_PASSWORD' | 'SMTP_TLS' | 'MAIL_FROM'
>;

/** No server may hold us longer than this, whatever it does. */
const DEADLINE_MS = 60_000;
const DEADLINES = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
/** The longest reason that is kept. */
const REASON_LENGTH = 300;

/** Sends through the SMTP server of the configuration; without one, nothing leaves and everything waits. */
export function createMailer(config: MailConfig): Mailer {
  const options = optionsOf(config);
  if (!options || !config.MAIL_FROM) return noMailer;
  const from = config.MAIL_FROM;
  const transport = createTransport({ ...options, ...DEADLINES, disableFileAccess: true, disableUrlAccess: true });
  return {
    isConfigured: true,
    server: `${options.host}:${options.port}`,
    from,
    send: async (mail) => {
      try {
        const { response } = await transport.sendMail({
          ...partsOf(mail, from),
          signal: AbortSignal.timeout(DEADLINE_MS),
        });
        return { kind: 'sent', answer: response.slice(0, REASON_LENGTH) };
      } catch (error) {
        return failureOf(error as SmtpFailure);
      }
    },
  };
}

function optionsOf(config: MailConfig) {
  const url = config.SMTP_URL === undefined ? undefined : new URL(config.SMTP_URL);
  const host = url?.hostname ?? config.SMTP_HOST;
  if (!host) return undefined;
  const isImplicit = url?.protocol === 'smtps:' || config.SMTP_TLS === 'implicit';
  const port = Number(url?.port || config.SMTP_PORT || (isImplicit ? 465 : 587));
  const user = url?.username ? decodeURIComponent(url.username) : config.SMTP_USER;
  const pass = url?.password ? decodeURIComponent(url.password) : config.SMTP_PASSWORD;
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port,
    secure: isImplicit || (config.SMTP_TLS === 'auto' && port === 465),
    requireTLS: config.SMTP_TLS === 'required',
    ignoreTLS: config.SMTP_TLS === 'off',
    ...(user ? { auth: { user, pass: pass ?? '' } } : {}),
  };
}

/** Addresses as objects and headers as fields of their own: nothing that somebody wrote is ever read as a header. */
const partsOf = ({ messageId, to, subject, body, references }: Mail, from: string) => ({
  from,
  to: { address: to.address, name: oneLine(to.name ?? '') },
  subject: oneLine(subject),
  text: body,
  messageId,
  ...(references.length > 0 ? { inReplyTo: references.at(-1) ?? '', references: [...references] } : {}),
  // Machines do not answer machines: no absence notes come back.
  headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a header.
const oneLine = (text: string) => text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();

interface SmtpFailure extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly response?: string;
  readonly permanent?: boolean;
}

/** For good is only what the server says of this very letter: a wrong password or a refused greeting is mended by the operator. */
function failureOf(error: SmtpFailure): MailOutcome {
  const reason = oneLine(error.response ?? error.message).slice(0, REASON_LENGTH);
  const isOfLetter = /^(MAIL FROM|RCPT TO|DATA)$/.test(error.command ?? '') && error.code !== 'EAUTH';
  const isUnaddressable = error.code === 'EENVELOPE' && error.response === undefined;
  return { kind: (isOfLetter && error.permanent === true) || isUnaddressable ? 'refused' : 'not_now', reason };
}
