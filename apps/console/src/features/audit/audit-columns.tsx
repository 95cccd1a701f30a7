import type { AuditEntry } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { clockTime, shortDate } from '../../lib/moment.ts';
import { EntryChanges } from './entry-changes.tsx';
import { useActorWords, useEventWords, useValueWords } from './entry-words.ts';

const When = ({ at }: { at: string }) => {
  const { i18n } = useTranslation();
  const moment = Date.parse(at);
  return (
    <time className="audit-time" dateTime={at}>
      {shortDate(moment, Date.now(), i18n.language)} <span>{clockTime(moment, i18n.language)}</span>
    </time>
  );
};

/** What tells apart acts that are called the same. */
const telling = ['step', 'method', 'device'] as const;

const EntryNotes = ({ entry: { details, names } }: { entry: AuditEntry }) => {
  const words = useValueWords(names);
  const notes = telling.flatMap((key) => (details[key] === undefined ? [] : [words(key, details[key])]));
  return notes.length > 0 ? <small>{notes.join(' · ')}</small> : null;
};

const What = ({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) => {
  const eventWords = useEventWords();
  const created = entry.before === null;
  return (
    <div className="audit-what">
      <button type="button" onClick={onOpen}>
        {eventWords(entry.type)}
        {entry.subject?.name ? <strong>{entry.subject.name}</strong> : null}
      </button>
      <EntryNotes entry={entry} />
      {created ? null : <EntryChanges entry={entry} most={3} />}
    </div>
  );
};

export const useAuditColumns = (onOpen: (entry: AuditEntry) => void): Column<AuditEntry>[] => {
  const { t } = useTranslation();
  const actorWords = useActorWords();
  return [
    { key: 'at', title: t('audit.columns.at'), render: ({ at }) => <When at={at} /> },
    {
      key: 'actor',
      title: t('audit.columns.actor'),
      render: (entry) => <span className="audit-actor">{actorWords(entry)}</span>,
    },
    {
      key: 'what',
      title: t('audit.columns.what'),
      render: (entry) => <What entry={entry} onOpen={() => onOpen(entry)} />,
    },
    {
      key: 'unit',
      title: t('audit.columns.unit'),
      render: ({ orgUnit }) => orgUnit?.name ?? <span className="audit-none">{t('audit.wholeDesk')}</span>,
    },
    {
      key: 'address',
      title: t('audit.columns.address'),
      render: ({ address }) => <span className="audit-address">{address ?? '—'}</span>,
    },
  ];
};
