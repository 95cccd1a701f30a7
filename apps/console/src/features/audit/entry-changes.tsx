import type { AuditEntry } from '@cskefu/contract';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFieldWords, useValueWords } from './entry-words.ts';

interface EntryChangesProps {
  entry: AuditEntry;
  /** No more than so many; the rest is counted. */
  most?: number;
}

const fieldsOf = ({ before, after }: AuditEntry) => [
  ...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]),
];

/** What changed from what to what. Something new has only what it is, something that is gone only what it was. */
export const EntryChanges = ({ entry, most = Number.POSITIVE_INFINITY }: EntryChangesProps) => {
  const { t } = useTranslation();
  const fieldWords = useFieldWords();
  const words = useValueWords(entry.names);
  const { before, after } = entry;
  const fields = fieldsOf(entry);
  if (fields.length === 0) return null;
  return (
    <ul className="audit-changes">
      {fields.slice(0, most).map((field) => (
        <li key={field}>
          <span className="audit-field">{fieldWords(field)}</span>
          {before ? <span className="audit-before">{words(field, before[field])}</span> : null}
          {before && after ? <ArrowRight size={12} role="img" aria-label={t('audit.becomes')} /> : null}
          {after ? <span className="audit-after">{words(field, after[field])}</span> : null}
        </li>
      ))}
      {fields.length > most ? <li>{t('audit.moreChanges', { count: fields.length - most })}</li> : null}
    </ul>
  );
};
