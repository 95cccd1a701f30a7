import type { Conversation } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { may, useAccount } from '../../app/session.ts';
import { Dialog } from '../../components/dialog.tsx';
import { toast } from '../../components/toaster.tsx';
import { contactOfQuery } from '../contacts/contacts.ts';
import { durations, useBlock } from './blocks.ts';
import '../wrap-up/wrap-up.css';

/** How long, and why. The conversation ends with it. */
const BlockDialog = ({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = useId();
  const account = useAccount();
  const [hours, setHours] = useState<number | null>(24);
  const [reason, setReason] = useState('');
  const [wish, setWish] = useState({ contact: false, address: false });
  const { name } = conversation.visitor;
  const contact = useQuery({ ...contactOfQuery(conversation.id), enabled: may(account, 'contacts:read') }).data
    ?.contact;
  const block = useBlock(conversation.id);
  const ready = reason.trim() !== '' && !block.isPending;
  const submit = () => {
    if (!ready) return;
    block.mutate(
      { hours, reason, ...wish },
      {
        onSuccess: () => {
          toast('good', t('blocks.done', { name }));
          onClose();
        },
      },
    );
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <Dialog title={t('blocks.title', { name })} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl + Enter sends the form from any of its fields */}
      <div className="wrap-up-dialog wrap-up-form" onKeyDown={press}>
        <p className="block-effect">{t('blocks.effect')}</p>
        <div className="wrap-up-follow">
          <label htmlFor={`${id}-hours`}>{t('blocks.duration')}</label>
          <Select<number>
            id={`${id}-hours`}
            value={hours ?? 0}
            onChange={(next) => setHours(next || null)}
            options={durations.map((value) => ({
              value: value ?? 0,
              label: t(`blocks.durations.${value ?? 'forever'}`),
            }))}
          />
          <label htmlFor={`${id}-reason`}>{t('blocks.reason')}</label>
          <Input
            id={`${id}-reason`}
            autoFocus
            maxLength={200}
            value={reason}
            placeholder={t('blocks.reasonHint')}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        {contact ? (
          <Checkbox checked={wish.contact} onChange={(event) => setWish({ ...wish, contact: event.target.checked })}>
            {t('blocks.contact', { name: contact.name })}
          </Checkbox>
        ) : null}
        <Checkbox checked={wish.address} onChange={(event) => setWish({ ...wish, address: event.target.checked })}>
          {t('blocks.address')}
        </Checkbox>
        {block.isError ? (
          <p className="wrap-up-error" role="alert">
            {errorText(block.error)}
          </p>
        ) : null}
        <footer>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" danger disabled={reason.trim() === ''} loading={block.isPending} onClick={submit}>
            {t('blocks.submit')}
          </Button>
        </footer>
      </div>
    </Dialog>
  );
};

export default BlockDialog;
