import type { Conversation } from '@cskefu/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { toast } from '../../../components/toaster.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { WrapUpPrompt } from '../../wrap-up/wrap-up-prompt.tsx';
import { useDraft } from '../draft.ts';
import { TakeButton } from '../take-button.tsx';
import type { ReplyState } from './may-reply.ts';

interface ReplyClosedProps {
  conversation: Conversation;
  state: Exclude<ReplyState, 'open'>;
}

/** Words that were begun before the conversation ended must not be lost with it. */
const LeftDraft = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const [draft, setDraft] = useDraft(accountId, conversationId);
  if (!draft.trim()) return null;
  const copy = async () => {
    if (await copyText(draft)) toast('good', t('common.copied'));
    else toast('bad', t('common.copyFailed'));
  };
  return (
    <div className="reply-left-draft">
      <p>{draft}</p>
      <Button size="small" onClick={() => void copy()}>
        {t('composer.copyDraft')}
      </Button>
      <Button size="small" type="text" onClick={() => setDraft('')}>
        {t('thread.discard')}
      </Button>
    </div>
  );
};

export const ReplyClosed = ({ conversation, state }: ReplyClosedProps) => {
  const { t } = useTranslation();
  return (
    <>
      <LeftDraft conversationId={conversation.id} />
      <div className="reply-closed" role="note">
        <p>{t(`composer.closed.${state}`, { name: conversation.agent?.name ?? '' })}</p>
        {state === 'waiting' ? <TakeButton conversationId={conversation.id} /> : null}
        {state === 'closed' ? <WrapUpPrompt conversation={conversation} /> : null}
      </div>
    </>
  );
};
