import type { AuditEntry } from '@cskefu/contract';
import { Button, Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FullMoment } from '../../components/time.tsx';
import type { AuditSearch } from './audit-search.ts';
import { EntryChanges } from './entry-changes.tsx';
import { useActorWords, useEventWords, useFieldWords, useValueWords } from './entry-words.ts';

interface AuditDrawerProps {
  entry: AuditEntry;
  onFilter: (search: AuditSearch) => void;
  onClose: () => void;
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

/** One act with all that is known of it, and the way to what belongs to it. */
export const AuditDrawer = ({ entry, onFilter, onClose }: AuditDrawerProps) => {
  const { t } = useTranslation();
  const eventWords = useEventWords();
  const actorWords = useActorWords();
  const fieldWords = useFieldWords();
  const valueWords = useValueWords(entry.names);
  const [raw, setRaw] = useState(false);
  const { actor, subject, orgUnit, address, details, before, after } = entry;
  const told = Object.entries(details).filter(([key]) => key !== 'name' && key !== `${subject?.kind}Id`);
  return (
    <Drawer open size="min(520px, 100vw)" title={eventWords(entry.type)} onClose={onClose}>
      <dl className="audit-facts">
        <Fact name={t('audit.columns.at')}>
          <FullMoment at={entry.at} />
        </Fact>
        <Fact name={t('audit.columns.actor')}>
          {actorWords(entry)}
          {actor.kind === 'account' && actor.id ? (
            <Button type="link" size="small" onClick={() => onFilter({ actor: actor.id ?? '' })}>
              {t('audit.onlyPerson')}
            </Button>
          ) : null}
        </Fact>
        {subject ? (
          <Fact name={t('audit.subject')}>
            {subject.name ?? subject.id}
            <Button type="link" size="small" onClick={() => onFilter({ subject: `${subject.kind}:${subject.id}` })}>
              {t('audit.onlySubject')}
            </Button>
          </Fact>
        ) : null}
        <Fact name={t('audit.columns.unit')}>{orgUnit?.name ?? t('audit.wholeDesk')}</Fact>
        <Fact name={t('audit.columns.address')}>{address ?? t('audit.values.nothing')}</Fact>
        <Fact name={t('audit.filters.category')}>{t(`audit.categories.${entry.category}`)}</Fact>
      </dl>
      {before || after ? (
        <section className="audit-section">
          <h2>{before && after ? t('audit.changed') : after ? t('audit.isNow') : t('audit.was')}</h2>
          <EntryChanges entry={entry} />
        </section>
      ) : null}
      {told.length > 0 ? (
        <section className="audit-section">
          <h2>{t('audit.details')}</h2>
          <dl className="audit-facts">
            {told.map(([key, value]) => (
              <Fact key={key} name={fieldWords(key)}>
                {valueWords(key, value)}
              </Fact>
            ))}
          </dl>
        </section>
      ) : null}
      <section className="audit-section">
        <Button type="link" size="small" className="audit-raw" aria-expanded={raw} onClick={() => setRaw(!raw)}>
          {raw ? t('audit.hideRaw') : t('audit.showRaw')}
        </Button>
        {raw ? <pre>{JSON.stringify(entry, null, 2)}</pre> : null}
      </section>
    </Drawer>
  );
};
