import type { Locale } from '@cskefu/contract';

interface RatingTexts {
  readonly title: string;
  readonly question: string;
  readonly why: string;
  readonly comment: string;
  readonly send: string;
  readonly later: string;
  readonly thanks: string;
  readonly change: string;
  readonly failed: string;
}

/** Both languages come with the card, which few visitors load before their first message. */
export const ratingTexts: Readonly<Record<Locale, RatingTexts>> = {
  'zh-CN': {
    title: '服务评价',
    question: '您对这次服务满意吗？',
    why: '原因',
    comment: '还想说点什么（选填）',
    send: '提交',
    later: '关闭评价',
    thanks: '谢谢您的评价：',
    change: '修改',
    failed: '没有提交成功，请稍后再试',
  },
  en: {
    title: 'Rate this conversation',
    question: 'How did we do?',
    why: 'Reasons',
    comment: 'Anything to add? (optional)',
    send: 'Submit',
    later: 'Close the rating',
    thanks: 'Thank you! Your rating:',
    change: 'Change',
    failed: "That didn't work. Please try again in a moment",
  },
};
