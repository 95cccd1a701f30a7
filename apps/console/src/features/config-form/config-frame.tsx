import { useBlocker } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import type { ConfigValues } from './draft.ts';
import { focusFirstWrong } from './focus-first-wrong.ts';
import type { ConfigDraft } from './use-config-draft.ts';

interface ConfigFrameProps {
  label: string;
  className?: string;
  draft: ConfigDraft;
  saving: boolean;
  save: (values: ConfigValues, told: { onSuccess: () => void; onError: (error: Error) => void }) => void;
  /** What is said when it is saved. */
  saved: string;
  /** Something is still to be entered before it works: also what nobody changed may be saved. */
  incomplete?: boolean;
  onSubmit: () => void;
  /** Beside the button that saves. */
  buttons: ReactNode;
  /** Below the buttons. */
  result: ReactNode;
  children: ReactNode;
}

/** Around a generated form: it is checked, saved, and not left by accident. */
export const ConfigFrame = ({
  label,
  className,
  draft,
  saving,
  save,
  saved,
  incomplete = false,
  onSubmit,
  buttons,
  result,
  children,
}: ConfigFrameProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const form = useRef<HTMLFormElement>(null);
  useBlocker({
    shouldBlockFn: () => draft.dirty && !window.confirm(t('configForm.leave')),
    enableBeforeUnload: draft.dirty,
  });
  const submit = () => {
    onSubmit();
    if (!draft.check()) return focusFirstWrong(form.current);
    save(draft.values, {
      onSuccess: () => {
        draft.reset();
        toast('good', saved);
      },
      onError: (error) => {
        if (draft.refuse(error)) focusFirstWrong(form.current);
        else toast('bad', errorText(error));
      },
    });
  };
  return (
    <form
      ref={form}
      className={className}
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
      <div className="config-foot">
        <Button type="primary" htmlType="submit" disabled={!draft.dirty && !incomplete} loading={saving}>
          {t('common.save')}
        </Button>
        {buttons}
        {draft.dirty ? <span className="config-help">{t('configForm.saveFirst')}</span> : null}
      </div>
      {result}
    </form>
  );
};
