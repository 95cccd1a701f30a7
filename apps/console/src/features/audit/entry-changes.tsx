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
  const fields = fieldsOf(entry);
  if (fields.length === 0) return null;
  return (
    <ul className="audit-changes">
      {fields.slice(0, most).map((field) => (
        <li key={field}>
          <span className="audit-field">{fieldWords(field)}</span>
          <Change entry={entry} field={field} />
        </li>
      ))}
      {fields.length > most ? <li>{t('audit.moreChanges', { count: fields.length - most })}</li> : null}
    </ul>
  );
};

const Change = ({ entry: { names, before, after }, field }: { entry: AuditEntry; field: string }) => {
  const { t } = useTranslation();
  const words = useValueWords(names);
  const [was, is] = [before?.[field], after?.[field]];
  if (Array.isArray(was) && Array.isArray(is)) {
    // Of a long list only what came and what went.
    const [gone, come] = [without(was, is), without(is, was)];
    return (
      <>
        {gone.length > 0 ? <span className="audit-before">− {words(field, gone)}</span> : null}
        {come.length > 0 ? <span className="audit-after">+ {words(field, come)}</span> : null}
      </>
    );
  }
  return (
    <>
      {before ? <span className="audit-before">{words(field, was)}</span> : null}
      {before && after ? <ArrowRight size={12} role="img" aria-label={t('audit.becomes')} /> : null}
      {after ? <span className="audit-after">{words(field, is)}</span> : null}
    </>
  );
};

const without = (list: readonly unknown[], others: readonly unknown[]) => {
  const known = new Set(others.map((other) => JSON.stringify(other)));
  return list.filter((each) => !known.has(JSON.stringify(each)));
};
