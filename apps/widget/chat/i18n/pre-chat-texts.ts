import type { Locale, PreChatField } from '@cskefu/contract';

export interface PreChatTexts {
  readonly title: string;
  readonly fields: Readonly<Record<PreChatField, string>>;
  readonly skillGroup: string;
  readonly consent: string;
  readonly privacy: string;
  readonly optional: string;
  readonly required: string;
  readonly malformed: string;
  readonly choose: string;
  readonly agree: string;
  readonly begin: string;
  readonly sending: string;
  readonly failed: string;
}

/** Both languages come with the form, which only those load who are asked. */
export const preChatTexts: Readonly<Record<Locale, PreChatTexts>> = {
  'zh-CN': {
    title: '开始对话前，请先填写以下信息',
    fields: { name: '姓名', email: '邮箱', phone: '电话', question1: '问题', question2: '问题', question3: '问题' },
    skillGroup: '您想咨询什么？',
    consent: '我已阅读并同意',
    privacy: '隐私政策',
    optional: '选填',
    required: '请填写这一项',
    malformed: '格式不正确，请检查',
    choose: '请选择一项',
    agree: '请先勾选同意',
    begin: '开始对话',
    sending: '正在提交…',
    failed: '没有提交成功，请稍后再试。',
  },
  en: {
    title: 'A few words before we begin',
    fields: {
      name: 'Name',
      email: 'E-mail',
      phone: 'Phone',
      question1: 'Question',
      question2: 'Question',
      question3: 'Question',
    },
    skillGroup: 'What is it about?',
    consent: 'I have read and agree to the ',
    privacy: 'privacy policy',
    optional: 'optional',
    required: 'Please fill this in',
    malformed: 'This does not look right',
    choose: 'Please choose one',
    agree: 'Please agree first',
    begin: 'Begin the chat',
    sending: 'Sending…',
    failed: "That didn't work. Please try again in a moment.",
  },
};
