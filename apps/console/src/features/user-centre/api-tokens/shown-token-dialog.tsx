import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../../components/dialog.tsx';
import { CopyButton } from '../copy-button.tsx';
import { useFirstFocus } from '../first-focus.ts';

/** Shown this once. The first try to close it without having copied is asked back. */
export const ShownTokenDialog = ({ token, onClose }: { token: string; onClose: () => void }) => {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const [reminded, setReminded] = useState(false);
  const inside = useRef<HTMLDivElement>(null);
  useFirstFocus(inside);
  return (
    <Dialog title={t('userCentre.apiTokens.made')} onClose={() => (copied || reminded ? onClose() : setReminded(true))}>
      <div className="me-dialog" ref={inside}>
        <p className="me-dialog-text">{t('userCentre.apiTokens.madeText')}</p>
        <div className="me-shown">
          <code>{token}</code>
        </div>
        <p className="me-help">
          <code>Authorization: Bearer csk_…</code>
        </p>
        {reminded ? (
          <p className="me-failure" role="alert">
            {t('userCentre.apiTokens.remind')}
          </p>
        ) : null}
        <div className="me-dialog-acts">
          <CopyButton text={token} label={t('userCentre.apiTokens.copy')} onCopied={() => setCopied(true)} />
          <Button type="primary" onClick={onClose}>
            {t('userCentre.apiTokens.kept')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
