import type { Locale, SatisfactionReason } from '@cskefu/contract';

interface RatingTexts {
  readonly title: string;
  readonly question: string;
  readonly levels: readonly string[];
  readonly why: string;
  readonly reasons: Readonly<Record<SatisfactionReason, string>>;
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
    levels: ['非常不满意', '不满意', '一般', '满意', '非常满意'],
    why: '原因',
    reasons: {
      solved: '问题已解决',
      fast: '回复快',
      friendly: '态度好',
      unsolved: '问题未解决',
      slow: '回复慢',
      unfriendly: '态度差',
      unclear: '说明不清楚',
    },
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
    levels: ['Very unsatisfied', 'Unsatisfied', 'Neutral', 'Satisfied', 'Very satisfied'],
    why: 'Reasons',
    reasons: {
      solved: 'Problem solved',
      fast: 'Quick answers',
      friendly: 'Friendly',
      unsolved: 'Problem not solved',
      slow: 'Slow answers',
      unfriendly: 'Unfriendly',
      unclear: 'Unclear answers',
    },
    comment: 'Anything to add? (optional)',
    send: 'Submit',
    later: 'Close the rating',
    thanks: 'Thank you! Your rating:',
    change: 'Change',
    failed: "That didn't work. Please try again in a moment",
  },
};
