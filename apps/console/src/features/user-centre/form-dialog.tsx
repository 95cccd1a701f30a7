import { Button } from 'antd';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import { useFirstFocus } from './first-focus.ts';

interface FormDialogProps {
  title: string;
  text?: ReactNode;
  submit: string;
  danger?: boolean;
  pending: boolean;
  /** What went wrong, if it belongs to no field. */
  failure?: string | null;
  onSubmit: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** A question or a small form before an act. */
export const FormDialog = ({ title, text, submit, danger = false, pending, failure, ...dialog }: FormDialogProps) => {
  const { t } = useTranslation();
  const { children, onClose, onSubmit } = dialog;
  const form = useRef<HTMLFormElement>(null);
  useFirstFocus(form);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        ref={form}
        className="me-dialog"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!pending) onSubmit();
        }}
      >
        {text ? <div className="me-dialog-text">{text}</div> : null}
        {children}
        {failure ? (
          <p className="me-failure" role="alert">
            {failure}
          </p>
        ) : null}
        <div className="me-dialog-acts">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" danger={danger} loading={pending}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
