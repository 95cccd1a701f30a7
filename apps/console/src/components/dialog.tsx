import { ConfigProvider } from 'antd';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../lib/class-names.ts';
import { IconButton } from './icon-button.tsx';
import './dialog.css';

interface DialogProps {
  title: string;
  /** `sheet` stands in the middle, `drawer` comes from the side. */
  kind?: 'sheet' | 'drawer';
  onClose: () => void;
  children: ReactNode;
}

/** What pops up from a dialog must stand in it: everything else lies behind. */
const withinDialog = (trigger?: HTMLElement) => trigger?.closest('dialog') ?? document.body;

/** A dialog of the platform: it traps the focus, closes with Escape, and gives the focus back. */
export const Dialog = ({ title, kind = 'sheet', onClose, children }: DialogProps) => {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    dialog.showModal();
    // React's `autoFocus` comes too early: what is not shown yet takes no focus.
    dialog.querySelector<HTMLElement>('[data-first-focus]')?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Escape, which the dialog has by itself
    <dialog
      ref={ref}
      className={classNames('dialog', `dialog-${kind}`)}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2>{title}</h2>
          <IconButton label={t('common.close')} icon={<X size={18} />} onClick={onClose} placement="left" />
        </header>
        <ConfigProvider getPopupContainer={withinDialog}>{children}</ConfigProvider>
      </div>
    </dialog>
  );
};
