import { Button } from 'antd';
import { Download, Printer } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../app/session.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { CopyButton } from '../copy-button.tsx';
import { useFirstFocus } from '../first-focus.ts';
import { saveText } from './save-text.ts';
import './recovery-codes.css';

/** Shown this once. It does not go away by accident: only by saying that they are kept. */
export const RecoveryCodesDialog = ({ codes, onClose }: { codes: string[]; onClose: () => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const [reminded, setReminded] = useState(false);
  const inside = useRef<HTMLDivElement>(null);
  useFirstFocus(inside);
  const text = codes.join('\n');
  const heading = t('userCentre.recovery.heading', { app: t('app.name'), username: account.username });
  return (
    <Dialog title={t('userCentre.recovery.title')} onClose={() => setReminded(true)}>
      <div className="me-dialog" ref={inside}>
        <p className="me-dialog-text">{t('userCentre.recovery.text')}</p>
        <div className="recovery-codes">
          <p className="recovery-heading">{heading}</p>
          <ul aria-label={t('userCentre.recovery.title')}>
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </div>
        <div className="me-acts">
          <CopyButton text={text} label={t('userCentre.recovery.copy')} />
          <Button
            icon={<Download size={14} aria-hidden="true" />}
            onClick={() => saveText(`cskefu-${account.username}.txt`, `${heading}\n\n${text}\n`)}
          >
            {t('userCentre.recovery.download')}
          </Button>
          <Button icon={<Printer size={14} aria-hidden="true" />} onClick={() => window.print()}>
            {t('userCentre.recovery.print')}
          </Button>
        </div>
        {reminded ? (
          <p className="me-failure" role="alert">
            {t('userCentre.recovery.remind')}
          </p>
        ) : null}
        <div className="me-dialog-acts">
          <Button type="primary" onClick={onClose}>
            {t('userCentre.recovery.kept')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};
