import type { Conversation } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { may, serves, useAccount } from '../../app/session.ts';
import { PanelSection } from '../conversation/panel-section.tsx';
import { WrapUpFacts } from './wrap-up-facts.tsx';
import { WrapUpForm } from './wrap-up-form.tsx';
import { wrapUpQuery } from './wrap-ups.ts';
import '../records/records-page.css';

/** Who serves or served it writes; others read what was written. Where the group wants none, there is none. */
export const WrapUpSection = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const account = useAccount();
  const known = useQuery(wrapUpQuery(conversation.id)).data;
  const begun = conversation.state === 'active' || conversation.state === 'closed';
  if (!known || !begun || (known.rule === 'off' && !known.wrapUp)) return null;
  const mine = conversation.agent?.id === accountId && serves(account);
  const writes = mine || may(account, 'supervision:write');
  if (!writes && !known.wrapUp) return null;
  return (
    <PanelSection
      name="wrap-up"
      title={t('wrapUp.title')}
      aside={
        known.rule === 'required' && !known.wrapUp ? <em className="wrap-up-required">{t('wrapUp.required')}</em> : null
      }
    >
      {writes ? (
        <WrapUpForm key={conversation.id} conversation={conversation} />
      ) : known.wrapUp ? (
        <WrapUpFacts wrapUp={known.wrapUp} />
      ) : null}
    </PanelSection>
  );
};
