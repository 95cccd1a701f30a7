import type { Locale } from '@cskefu/contract';

interface QuoteTexts {
  readonly answer: string;
  readonly drop: string;
  readonly you: string;
  readonly image: string;
  readonly recalled: string;
  readonly gone: string;
}

/** Both languages come with the part, which comes after the first message. */
export const quoteTexts: Readonly<Record<Locale, QuoteTexts>> = {
  'zh-CN': {
    answer: '引用',
    drop: '取消引用',
    you: '您',
    image: '[图片]',
    recalled: '消息已撤回',
    gone: '消息看不到了',
  },
  en: {
    answer: 'Quote',
    drop: 'Do not quote',
    you: 'You',
    image: '[Image]',
    recalled: 'Message recalled',
    gone: 'Message not available',
  },
};
