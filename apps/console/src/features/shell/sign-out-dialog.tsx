import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import './sheets.css';

interface SignOutDialogProps {
  /** Conversations that this account still serves. */
  open: number;
  leaving: boolean;
  onLeave: () => void;
  onClose: () => void;
}

/** Somebody is still talking to this agent: say what happens to them. */
const SignOutDialog = ({ open, leaving, onLeave, onClose }: SignOutDialogProps) => {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shell.signOutTitle')} onClose={onClose}>
      <div className="sheet-body">
        <p>{t('shell.signOutWarning', { count: open })}</p>
        <div className="sheet-acts">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" danger loading={leaving} onClick={onLeave}>
            {t('shell.signOut')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
};

export default SignOutDialog;
