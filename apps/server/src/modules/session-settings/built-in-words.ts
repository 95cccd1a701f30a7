import type { Locale, SessionSettings } from '@cskefu/contract';

/** Settings that are words to a visitor, or the name under which they are said. */
export type TextName = Extract<keyof SessionSettings, `${string}Text` | 'senderName'>;

/** What the product says where a unit has no words of its own. */
export const builtInWords: Readonly<Record<Locale, Readonly<Record<TextName, string>>>> = {
  'zh-CN': {
    senderName: '系统客服',
    welcomeText: '您好，欢迎咨询。',
    assignedText: '您好，{agent} 为您服务。',
    busyText: '客服正忙，您排在第 {position} 位，预计等待{estimate}。可以先说说您的问题，客服会看到。',
    nobodyText: '客服暂时不在。您可以先留下问题，客服回来后会尽快回复您。',
    closingText: '感谢您的咨询，再见。',
    offHoursText: '现在不是工作时间，我们将在 {opening} 恢复服务。您可以先留下问题，上班后会尽快回复您。',
    idleWarningText: '您好，还在吗？如果没有别的问题，本次会话稍后会自动结束。',
    idleCloseText: '长时间没有收到您的消息，本次会话先结束了。需要时随时可以再找我们。',
    slowReplyText: '抱歉让您久等了，客服正在处理，请稍候。',
    queueTimeoutText: '抱歉，现在咨询的人较多，暂时没有客服能接待您，请稍后再来。',
  },
  en: {
    senderName: 'Assistant',
    welcomeText: 'Hello, and welcome.',
    assignedText: 'Hello, {agent} is here to help you.',
    busyText:
      'Everybody is busy. You are number {position} in the queue, likely wait {estimate}. Tell us your question meanwhile: the agent will see it.',
    nobodyText: 'Nobody is here at the moment. Leave your question and we will answer as soon as we are back.',
    closingText: 'Thank you for talking to us. Goodbye.',
    offHoursText:
      'We are closed now and open again {opening}. Leave your question and we will answer as soon as we are back.',
    idleWarningText: 'Are you still there? If there is nothing else, this conversation will end by itself in a moment.',
    idleCloseText: 'We have not heard from you for a while, so this conversation has ended. Write again at any time.',
    slowReplyText: 'Sorry to keep you waiting. We are working on it and will be with you shortly.',
    queueTimeoutText:
      'We are sorry: there are many questions at the moment and nobody is free. Please try again later.',
  },
};

/** What is to be said: the unit's words, else those of the product, with `{…}` filled in. What is not known stays out of it. */
export function wordsOf(
  settings: SessionSettings,
  name: TextName,
  locale: Locale,
  values: Readonly<Record<string, string>> = {},
): string {
  const words = settings[name] || builtInWords[locale][name];
  return words.replaceAll(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}
