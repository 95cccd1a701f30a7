import { element } from './element.ts';
import { launcherTexts } from './texts.ts';

export interface Launcher {
  readonly button: HTMLButtonElement;
  readonly showUnread: (count: number) => void;
}

export const createLauncher = (text: string | null, locale: keyof typeof launcherTexts): Launcher => {
  const { name, unread } = launcherTexts[locale];
  const badge = element('b', {});
  const button = element('button', { ariaExpanded: 'false' }, element('i', {}), text ?? '', badge);
  const showUnread = (count: number) => {
    badge.textContent = count > 99 ? '99+' : `${count || ''}`;
    button.ariaLabel = (text ?? name) + (count ? unread(count) : '');
  };
  showUnread(0);
  return { button, showUnread };
};
