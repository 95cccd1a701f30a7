import type { VisitorTrail } from '@cskefu/contract';
import { Button, Input } from 'antd';
import { Send } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { useInvite } from './visitors.ts';

const LONGEST = 300;

/** Words for the visitor, and the act; or why it cannot be now. */
export const InviteForm = ({ visitorId, trail }: { visitorId: string; trail: VisitorTrail }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const invite = useInvite(visitorId);
  const id = useId();
  const [text, setText] = useState(trail.invitationText ?? t('visitors.invite.words'));
  const { online } = trail;
  if (!online) return <p className="visitor-note">{t('visitors.invite.left')}</p>;
  if (online.conversation) return <p className="visitor-note">{t('visitors.invite.talking')}</p>;
  if (online.invitation?.state === 'sent') return <p className="visitor-note">{t('visitors.invite.waiting')}</p>;
  const send = () =>
    invite.mutate(text.trim(), {
      onSuccess: () => toast('good', t('visitors.invite.sent')),
      onError: (error) => toast('bad', errorText(error)),
    });
  return (
    <form
      className="visitor-invite"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={id}>{t('visitors.invite.label')}</label>
      <Input.TextArea
        id={id}
        value={text}
        maxLength={LONGEST}
        autoSize={{ minRows: 2, maxRows: 6 }}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        type="primary"
        htmlType="submit"
        icon={<Send size={14} />}
        loading={invite.isPending}
        disabled={text.trim() === ''}
      >
        {t('visitors.invite.send')}
      </Button>
    </form>
  );
};
