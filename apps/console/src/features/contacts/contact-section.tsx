import type { Conversation } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link2, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { toast } from '../../components/toaster.tsx';
import { PanelSection } from '../conversation/panel-section.tsx';
import { ContactCardView } from './contact-card.tsx';
import { ContactForm } from './contact-form.tsx';
import { contactOfQuery, useCreateContactOf } from './contacts.ts';
import { LinkContact } from './link-contact.tsx';

/** Who the visitor is, as far as we know; else the ways to say it. */
export const ContactSection = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const found = useQuery(contactOfQuery(conversation.id));
  return (
    <PanelSection name="contact" title={t('contacts.title')}>
      {found.isError ? (
        <p className="contact-quiet" role="alert">
          {errorText(found.error)}
        </p>
      ) : !found.data ? (
        <SkeletonLine width="60%" />
      ) : found.data.contact ? (
        <ContactCardView conversation={conversation} contact={found.data.contact} />
      ) : found.data.hidden ? (
        <p className="contact-quiet">{t('contacts.hidden')}</p>
      ) : (
        <NoContact conversation={conversation} />
      )}
    </PanelSection>
  );
};

const NoContact = ({ conversation }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const [mode, setMode] = useState<'link' | 'create' | null>(null);
  const create = useCreateContactOf(conversation.id);
  const { visitor } = conversation;
  if (!may(account, 'contacts:write')) return <p className="contact-quiet">{t('contacts.none')}</p>;
  const leave = () => setMode(null);
  if (mode === 'link') return <LinkContact conversationId={conversation.id} onClose={leave} />;
  if (mode === 'create')
    return (
      <ContactForm
        start={{ name: visitor.identified ? visitor.name : '', phone: '', email: '', company: '', memo: '' }}
        saveText={t('contacts.create')}
        save={(words) => create.mutateAsync(words)}
        onDone={() => toast('good', t('contacts.created'))}
        onCancel={leave}
      />
    );
  return (
    <>
      <p className="contact-quiet">{t('contacts.none')}</p>
      <div className="contact-acts">
        <Button size="small" icon={<Link2 size={14} />} onClick={() => setMode('link')}>
          {t('contacts.link')}
        </Button>
        <Button size="small" icon={<UserPlus size={14} />} onClick={() => setMode('create')}>
          {t('contacts.create')}
        </Button>
      </div>
    </>
  );
};
