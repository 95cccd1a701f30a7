import type { Conversation } from '@cskefu/contract';
import { Button } from 'antd';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { serves, useAccount } from '../../app/session.ts';
import { OnDemand } from '../../components/on-demand.tsx';

const WrapUpDialog = lazy(() => import('./wrap-up-dialog.tsx'));

/** It is over, and what remains of it has not been written down. */
export const WrapUpPrompt = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const account = useAccount();
  const [open, setOpen] = useState(false);
  const isMine = serves(account) && conversation.agent?.id === accountId;
  if (!open && (!isMine || conversation.wrappedUpAt !== null)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('wrapUp.write')}</Button>
      {open ? (
        <OnDemand>
          <WrapUpDialog conversation={conversation} onClose={() => setOpen(false)} />
        </OnDemand>
      ) : null}
    </>
  );
};
