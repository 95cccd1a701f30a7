import type { Conversation } from '@cskefu/contract';
import { ArrowLeft, PanelRight, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { serves, useAccount } from '../../app/session.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { RecordActs } from '../records/record-acts.tsx';
import { CloseButton } from './close-button.tsx';
import { SatisfactionButton } from './satisfaction-button.tsx';
import { SnoozeButton } from './snooze/snooze-button.tsx';
import { StateTag } from './state-tag.tsx';
import { TransferButton } from './transfer/transfer-button.tsx';
import './thread-header.css';

interface ThreadHeaderProps {
  conversation: Conversation;
  onBack: () => void;
  onPanel: (() => void) | null;
  onClose: (() => void) | null;
}

/** With whom, over what, in which state, and the acts of the moment. */
export const ThreadHeader = ({ conversation, onBack, onPanel, onClose }: ThreadHeaderProps) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const account = useAccount();
  const serving = serves(account);
  const { visitor, channel, skillGroup, state, agent } = conversation;
  return (
    <header className="thread-head">
      <IconButton
        className="thread-back"
        label={t('thread.back')}
        icon={<ArrowLeft size={20} />}
        onClick={onBack}
        placement="bottom"
        shortcut="Esc"
      />
      <div className="thread-who">
        <h2 title={visitor.name}>{visitor.name}</h2>
        <p title={`${channel.name} · ${skillGroup.name}`}>
          {channel.name} · {skillGroup.name}
        </p>
      </div>
      <StateTag state={state} />
      <span className="thread-space" />
      {serving && (state === 'active' || state === 'closed') && agent?.id === accountId ? (
        <SatisfactionButton conversation={conversation} />
      ) : null}
      {serving && state === 'active' && agent?.id === accountId ? (
        <>
          <SnoozeButton conversationId={conversation.id} />
          <TransferButton conversationId={conversation.id} />
          <CloseButton conversationId={conversation.id} />
        </>
      ) : null}
      <RecordActs key={conversation.id} conversation={conversation} />
      {onPanel ? (
        <IconButton label={t('panel.title')} icon={<PanelRight size={18} />} onClick={onPanel} placement="bottom" />
      ) : null}
      {onClose ? (
        <IconButton
          label={t('columns.close')}
          icon={<X size={18} />}
          onClick={onClose}
          placement="bottom"
          shortcut="X"
        />
      ) : null}
    </header>
  );
};
