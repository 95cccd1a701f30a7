import type { LeftMessageField, Locale } from '@cskefu/contract';

export interface LeaveTexts {
  readonly title: string;
  readonly nobody: string;
  readonly offHours: string;
  readonly tired: string;
  readonly plain: string;
  readonly open: string;
  readonly intro: string;
  readonly fields: Readonly<Record<LeftMessageField, string>>;
  readonly optional: string;
  readonly required: string;
  readonly notAddress: string;
  readonly notPhone: string;
  readonly submit: string;
  readonly sending: string;
  readonly back: string;
  readonly received: string;
  readonly inReview: string;
  readonly failed: string;
  readonly tooMany: string;
  readonly served: string;
}

/** Both languages come with the form, which only those load who find nobody. */
export const leaveTexts: Readonly<Record<Locale, LeaveTexts>> = {
  'zh-CN': {
    title: '留言',
    nobody: '现在没有客服在线',
    offHours: '现在不是服务时间',
    tired: '不想再等？',
    plain: '直接写下您的留言，我们会尽快回复',
    open: '留言',
    intro: '请留言，我们会尽快回复您。',
    fields: { name: '姓名', email: '邮箱', phone: '电话', subject: '主题', text: '留言内容' },
    optional: '选填',
    required: '请填写这一项',
    notAddress: '请输入有效的邮箱地址',
    notPhone: '请输入有效的电话号码',
    submit: '提交留言',
    sending: '正在提交…',
    back: '返回对话',
    received: '已收到您的留言，我们会尽快回复。',
    inReview: '您的留言审核通过后送达。',
    failed: '没有提交成功，内容还在，请稍后再试。',
    tooMany: '留言次数太多，请过一段时间再试。',
    served: '客服已经接待您，请直接在对话中说明。',
  },
  en: {
    title: 'Leave a message',
    nobody: 'Nobody is here right now',
    offHours: 'We are closed right now',
    tired: "Don't want to wait?",
    plain: 'Write your message here, we will get back to you',
    open: 'Leave a message',
    intro: 'Leave a message, and we will get back to you.',
    fields: { name: 'Name', email: 'E-mail', phone: 'Phone', subject: 'Subject', text: 'Message' },
    optional: 'optional',
    required: 'Please fill this in',
    notAddress: 'Please enter a valid e-mail address',
    notPhone: 'Please enter a valid phone number',
    submit: 'Send the message',
    sending: 'Sending…',
    back: 'Back to the chat',
    received: 'We have your message and will get back to you.',
    inReview: 'Your message is in review.',
    failed: "That didn't work. Nothing is lost; please try again in a moment.",
    tooMany: 'Too many messages. Please try again later.',
    served: 'An agent is with you already: please write in the chat.',
  },
};
