import type { Locale } from '@cskefu/contract';

/** What goes into a letter: plain text, in the visitor's language. */
export interface Answer {
  readonly locale: Locale;
  readonly visitorName: string | null;
  readonly channelName: string;
  readonly subject: string | null;
  readonly messages: readonly {
    readonly author: string;
    readonly text: string | null;
    readonly fileName: string | null;
  }[];
  /** What the visitor had written, as it is quoted. */
  readonly quoted: string | null;
  readonly link: string | null;
}

const words = {
  'zh-CN': {
    subject: (subject: string | null, channel: string) => `回复：${subject ?? `您在${channel}的留言`}`,
    greeting: (name: string | null) => (name ? `${name}，您好：` : '您好：'),
    opening: (channel: string) => `您给「${channel}」的留言有了回复。`,
    by: (author: string) => `${author}：`,
    file: (name: string) => `[文件：${name}，请在对话中查看]`,
    link: '继续对话（链接 14 天内有效，请勿转发）：',
    noReply: '此邮件由系统发出，直接回复不会送达客服。',
    quoted: '您的留言：',
  },
  en: {
    subject: (subject: string | null, channel: string) => `Re: ${subject ?? `Your message to ${channel}`}`,
    greeting: (name: string | null) => (name ? `Hello ${name},` : 'Hello,'),
    opening: (channel: string) => `there is an answer to the message you left at ${channel}.`,
    by: (author: string) => `${author}:`,
    file: (name: string) => `[File: ${name}, see the conversation]`,
    link: 'Continue the conversation (the link is good for 14 days; please do not pass it on):',
    noReply: 'This mailbox is not read: please answer by the link above.',
    quoted: 'You had written:',
  },
} as const;

const QUOTE_LENGTH = 500;

export function composeAnswer(answer: Answer): { subject: string; body: string } {
  const text = words[answer.locale];
  const messages = answer.messages.map(({ author, text: said, fileName }) =>
    [text.by(author), said, fileName === null ? null : text.file(fileName)].filter((line) => line !== null).join('\n'),
  );
  const parts = [
    text.greeting(answer.visitorName),
    text.opening(answer.channelName),
    ...messages,
    ...(answer.link === null ? [] : [`${text.link}\n${answer.link}`, text.noReply]),
    ...(answer.quoted === null ? [] : [`${text.quoted}\n${quote(answer.quoted)}`]),
  ];
  return { subject: text.subject(answer.subject, answer.channelName), body: `${parts.join('\n\n')}\n` };
}

function quote(text: string): string {
  const characters = Array.from(text.trim());
  const short =
    characters.length > QUOTE_LENGTH ? `${characters.slice(0, QUOTE_LENGTH).join('')}…` : characters.join('');
  return short
    .split(/\r?\n/)
    .map((line) => `> ${line}`)
    .join('\n');
}
