/** A letter as it goes out. */
export interface Mail {
  /** With its angle brackets; the same at each attempt, so that a receiver can tell a repetition. */
  readonly messageId: string;
  readonly to: { readonly address: string; readonly name: string | null };
  readonly subject: string;
  readonly body: string;
  /** Letters of the same talk before this one, oldest first. */
  readonly references: readonly string[];
}

/** What became of an attempt. `reason`: what the server said, or why none was reached. */
export type MailOutcome =
  | { readonly kind: 'sent'; readonly answer: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'not_now'; readonly reason: string };

/** The way out for letters. */
export interface Mailer {
  readonly isConfigured: boolean;
  /** Server and port as people know it; null where none is configured. */
  readonly server: string | null;
  readonly from: string | null;
  /** Never rejects. */
  send(mail: Mail): Promise<MailOutcome>;
}

/** What is said where no server is configured. */
export const NOT_CONFIGURED = 'no mail server is configured';

export const noMailer: Mailer = {
  isConfigured: false,
  server: null,
  from: null,
  send: async () => ({ kind: 'not_now', reason: NOT_CONFIGURED }),
};
