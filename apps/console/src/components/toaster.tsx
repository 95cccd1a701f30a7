import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../lib/class-names.ts';
import './toaster.css';

interface Toast {
  id: number;
  kind: 'good' | 'bad';
  text: string;
}

const SHOWN_FOR = { good: 3_000, bad: 8_000 };

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

const change = (next: readonly Toast[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};

const dismiss = (id: number) => change(toasts.filter((toast) => toast.id !== id));

/** Tells the outcome of an act in a few words, where the place of the act cannot. */
export const toast = (kind: Toast['kind'], text: string) => {
  lastId += 1;
  const id = lastId;
  change([...toasts.filter((other) => other.text !== text).slice(-2), { id, kind, text }]);
  setTimeout(() => dismiss(id), SHOWN_FOR[kind]);
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const Toaster = () => {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toaster" role="status" aria-live="polite">
      {shown.map(({ id, kind, text }) => (
        <div key={id} className={classNames('toast', `toast-${kind}`)}>
          {kind === 'good' ? (
            <CircleCheck size={18} aria-hidden="true" />
          ) : (
            <CircleAlert size={18} aria-hidden="true" />
          )}
          <span>{text}</span>
          <button type="button" aria-label={t('common.dismiss')} onClick={() => dismiss(id)}>
            <X size={14} />
          </button>
        </div>
      ))}
    </div>
  );
};
