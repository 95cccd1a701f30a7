import { Button, Input, Select } from 'antd';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import type { ContactWords } from './contacts.ts';
import './contacts.css';

interface ContactFormProps {
  start: ContactWords;
  saveText: string;
  save: (words: ContactWords) => Promise<unknown>;
  onDone: () => void;
  onCancel: () => void;
}

const fields = ['name', 'phone', 'email', 'company'] as const;
const limits = { name: 60, phone: 32, email: 120, company: 100 } as const;

/** What is known of a person. Ctrl + Enter saves from any field, Escape leaves it. */
export const ContactForm = ({ start, saveText, save, onDone, onCancel }: ContactFormProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const id = useId();
  const [words, setWords] = useState(start);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const set = (part: Partial<ContactWords>) => setWords((before) => ({ ...before, ...part }));
  const ready = words.name.trim() !== '' && !saving;
  const submit = async () => {
    if (!ready) return;
    setSaving(true);
    try {
      await save(words);
      onDone();
    } catch (failure) {
      setError(failure);
      setSaving(false);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
    else if (event.key === 'Escape') onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className="contact-form"
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {fields.map((field) => (
        <div key={field}>
          <label htmlFor={`${id}-${field}`}>{t(`contacts.fields.${field}`)}</label>
          <Input
            id={`${id}-${field}`}
            size="small"
            autoFocus={field === 'name'}
            type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
            autoComplete="off"
            maxLength={limits[field]}
            value={words[field] ?? ''}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`${id}-gender`}>{t('contacts.fields.gender')}</label>
        <Select<'female' | 'male'>
          id={`${id}-gender`}
          size="small"
          allowClear
          placeholder={t('contacts.unknown')}
          value={words.gender ?? null}
          onChange={(gender: 'female' | 'male' | undefined) => set({ gender: gender ?? null })}
          options={(['female', 'male'] as const).map((value) => ({ value, label: t(`contacts.genders.${value}`) }))}
        />
      </div>
      <div>
        <label htmlFor={`${id}-memo`}>{t('contacts.fields.memo')}</label>
        <Input.TextArea
          id={`${id}-memo`}
          size="small"
          maxLength={2_000}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={words.memo ?? ''}
          onChange={(event) => set({ memo: event.target.value })}
        />
      </div>
      {error ? (
        <p className="contact-error" role="alert">
          {errorText(error)}
        </p>
      ) : null}
      <footer>
        <Button size="small" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
        <Button size="small" type="primary" htmlType="submit" disabled={words.name.trim() === ''} loading={saving}>
          {saveText}
        </Button>
      </footer>
    </form>
  );
};
