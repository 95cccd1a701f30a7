import type { Locale } from '@cskefu/contract';

interface LauncherTexts {
  readonly name: string;
  readonly unread: (count: number) => string;
}

export const launcherTexts: Record<Locale, LauncherTexts> = {
  'zh-CN': { name: '在线客服', unread: (count) => `，${count} 条未读消息` },
  en: { name: 'Chat with us', unread: (count) => `, ${count} unread` },
};
