import type { ShownInvitation } from '@cskefu/contract';
import { element } from '../loader/element.ts';
import { pickLocale } from '../loader/locale.ts';
import css from './invitation-dialog.css?inline';
import { invitationTexts } from './texts.ts';

export interface InvitationDialog {
  /** Null takes away what is shown. */
  show(invitation: ShownInvitation | null): void;
}

/** A small dialog above the launcher. It takes no focus: whoever reads the page goes on reading. */
export const createInvitationDialog = (
  root: ShadowRoot,
  language: string,
  chat: string,
  { onAnswer }: { onAnswer: (id: string, accepted: boolean) => void },
): InvitationDialog => {
  const texts = invitationTexts[pickLocale(new URL(chat).searchParams.get('lang'), language)];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  // There before the words come, so that they are read out.
  const live = element('aside', { ariaLive: 'polite' });
  let shown: ShownInvitation | null = null;

  const hide = () => {
    const hadFocus = root.activeElement !== null && live.contains(root.activeElement);
    shown = null;
    live.replaceChildren();
    if (hadFocus) root.querySelector('button')?.focus();
  };

  const answer = (accepted: boolean) => {
    const id = shown?.id;
    hide();
    if (id) onAnswer(id, accepted);
  };

  const draw = ({ text, agent }: ShownInvitation) => {
    const title = element('h2', { id: 'from', textContent: agent ? texts.from(agent.name) : texts.house });
    const words = element('p', { id: 'words', textContent: text });
    const face = element('span', { ariaHidden: 'true', textContent: agent ? ([...agent.name][0] ?? '') : '💬' });
    const later = element('button', { type: 'button', textContent: texts.later, onclick: () => answer(false) });
    const talk = element('button', { type: 'button', textContent: texts.talk, onclick: () => answer(true) });
    const dialog = element('section', { role: 'dialog' }, face, title, words, element('footer', {}, later, talk));
    dialog.setAttribute('aria-labelledby', 'from');
    dialog.setAttribute('aria-describedby', 'words');
    dialog.onkeydown = (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      answer(false);
    };
    live.append(dialog);
  };

  root.append(live);
  return {
    show: (invitation) => {
      if (invitation?.id === shown?.id && invitation) return;
      hide();
      shown = invitation;
      if (invitation && root.querySelector('[aria-expanded="true"]') === null) draw(invitation);
    },
  };
};
