export { type Mailer, NOT_CONFIGURED } from './mail.ts';
export { createMailOutbox, type MailOutbox } from './outbox.ts';
export {
  countMails,
  insertMail,
  type NewMail,
  type QueuedMail,
  removeSettledMails,
  type Settlement,
} from './outgoing-mails.store.ts';
export { createMailer } from './smtp-mailer.ts';
