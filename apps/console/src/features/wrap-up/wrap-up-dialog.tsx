import type { Conversation } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/dialog.tsx';
import { WrapUpForm } from './wrap-up-form.tsx';
import '../records/records-page.css';
import './wrap-up.css';

const WrapUpDialog = ({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) => {
  const { t } = useTranslation();
  return (
    <Dialog title={t('wrapUp.titleOf', { name: conversation.visitor.name })} onClose={onClose}>
      <div className="wrap-up-dialog">
        <WrapUpForm conversation={conversation} autoFocus onSaved={onClose} />
      </div>
    </Dialog>
  );
};

export default WrapUpDialog;
