import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { useDebounced } from '../../lib/debounced.ts';
import { contactsQuery, useLinkContact } from './contacts.ts';
import './contacts.css';

/** Finds the contact that this visitor is: name, pinyin, initials, phone, e-mail. Arrows go down the list. */
export const LinkContact = ({ conversationId, onClose }: { conversationId: string; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState('');
  const found = useQuery(contactsQuery(useDebounced(typed.trim(), 150)));
  const link = useLinkContact(conversationId);
  const choose = (id: string, name: string) =>
    link.mutate(id, {
      onSuccess: () => toast('good', t('contacts.linked', { name })),
      onError: (error) => toast('bad', errorText(error)),
    });
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      return onClose();
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    buttons[Math.max(0, buttons.indexOf(document.activeElement as HTMLButtonElement) + by)]?.focus();
  };
  const hits = found.data?.items ?? [];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move the focus among the buttons inside
    <div onKeyDown={press}>
      <Input
        size="small"
        autoFocus
        allowClear
        maxLength={60}
        prefix={<Search size={14} aria-hidden="true" />}
        placeholder={t('contacts.search')}
        aria-label={t('contacts.search')}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => hits[0] && choose(hits[0].id, hits[0].name)}
      />
      <ul ref={list} className="contact-hits" aria-label={t('contacts.hits')}>
        {hits.map(({ id, name, phone, email, company }) => (
          <li key={id}>
            <button type="button" disabled={link.isPending} onClick={() => choose(id, name)}>
              {name}
              <small>{[phone, email, company].filter(Boolean).join(' · ') || t('contacts.noDetails')}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.data && hits.length === 0 ? <p className="contact-quiet">{t('contacts.noHit')}</p> : null}
    </div>
  );
};
