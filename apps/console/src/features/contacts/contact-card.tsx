import type { ContactCard, Conversation } from '@cskefu/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { MessageSquarePlus, Pencil, Unlink } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, serves, useAccount } from '../../app/session.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { toast } from '../../components/toaster.tsx';
import { TagChips } from '../tags/tag-chips.tsx';
import { TagPicker } from '../tags/tag-picker.tsx';
import { ContactForm } from './contact-form.tsx';
import { useInitiate, useTagContact, useUnlinkContact, useUpdateContact } from './contacts.ts';
import './contacts.css';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="panel-fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** A contact beside the conversation: to read, to change in place, to write to. */
export const ContactCardView = ({ contact, conversation }: { contact: ContactCard; conversation: Conversation }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const [editing, setEditing] = useState(false);
  const update = useUpdateContact(contact.id);
  const tag = useTagContact(contact.id);
  const writes = may(account, 'contacts:write');
  const { name, phone, email, company, gender, memo, orgUnit, tags } = contact;
  if (editing)
    return (
      <ContactForm
        start={{ name, phone: phone ?? '', email: email ?? '', company: company ?? '', gender, memo }}
        saveText={t('common.save')}
        save={(words) => update.mutateAsync(words)}
        onDone={() => setEditing(false)}
        onCancel={() => setEditing(false)}
      />
    );
  return (
    <>
      <div className="contact-name">
        <strong>{name}</strong>
        {writes ? (
          <span>
            <IconButton
              size="small"
              label={t('contacts.edit')}
              icon={<Pencil size={14} />}
              onClick={() => setEditing(true)}
            />
            <UnlinkButton conversationId={conversation.id} name={name} />
          </span>
        ) : null}
      </div>
      <dl>
        {phone ? (
          <Fact name={t('contacts.fields.phone')}>
            <a href={`tel:${phone}`}>{phone}</a>
          </Fact>
        ) : null}
        {email ? (
          <Fact name={t('contacts.fields.email')}>
            <a href={`mailto:${email}`}>{email}</a>
          </Fact>
        ) : null}
        {company ? <Fact name={t('contacts.fields.company')}>{company}</Fact> : null}
        {gender ? <Fact name={t('contacts.fields.gender')}>{t(`contacts.genders.${gender}`)}</Fact> : null}
        {memo ? <Fact name={t('contacts.fields.memo')}>{memo}</Fact> : null}
        <Fact name={t('contacts.unit')}>{orgUnit.name}</Fact>
      </dl>
      <div className="contact-tags">
        {writes ? (
          <TagPicker tags={tags} orgUnitId={orgUnit.id} change={(change) => tag.mutateAsync(change)} />
        ) : (
          <TagChips tags={tags} />
        )}
      </div>
      {serves(account) ? <Reach contact={contact} conversation={conversation} /> : null}
    </>
  );
};

const UnlinkButton = ({ conversationId, name }: { conversationId: string; name: string }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const unlink = useUnlinkContact(conversationId);
  return (
    <Popconfirm
      title={t('contacts.unlinkAsk', { name })}
      okText={t('contacts.unlink')}
      cancelText={t('common.cancel')}
      onConfirm={() => unlink.mutate(undefined, { onError: (error) => toast('bad', errorText(error)) })}
    >
      <IconButton size="small" label={t('contacts.unlink')} icon={<Unlink size={14} />} loading={unlink.isPending} />
    </Popconfirm>
  );
};

/** Writing first, where that is possible; else why not. */
const Reach = ({ contact, conversation }: { contact: ContactCard; conversation: Conversation }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const open = (id: string) =>
    void navigate({ to: '/workbench/$conversationId', params: { conversationId: id }, search: { view: 'mine' } });
  const initiate = useInitiate(({ id }) => open(id));
  const { unreachable, openConversationId } = contact;
  // It is this one: everybody sees that.
  if (openConversationId === conversation.id) return null;
  return (
    <>
      <div className="contact-acts">
        {openConversationId ? (
          <Button size="small" onClick={() => open(openConversationId)}>
            {t('contacts.toOpen')}
          </Button>
        ) : (
          <Button
            size="small"
            icon={<MessageSquarePlus size={14} />}
            disabled={unreachable !== null}
            loading={initiate.isPending}
            onClick={() => initiate.mutate(contact.id, { onError: (error) => toast('bad', errorText(error)) })}
          >
            {t('contacts.initiate')}
          </Button>
        )}
      </div>
      {unreachable ? <p className="contact-why">{t(`contacts.unreachable.${unreachable}`)}</p> : null}
    </>
  );
};
