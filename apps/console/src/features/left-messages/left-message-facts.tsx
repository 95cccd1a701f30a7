import type { LeftMessage } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';

const fields = ['name', 'email', 'phone', 'subject'] as const;

const Value = ({ field, value }: { field: (typeof fields)[number]; value: string }) => {
  if (field === 'email') return <a href={`mailto:${value}`}>{value}</a>;
  if (field === 'phone') return <a href={`tel:${value.replace(/[^+\d]/g, '')}`}>{value}</a>;
  return <span dir="auto">{value}</span>;
};

/** How to reach whoever left it, as they said. */
export const LeftMessageFacts = ({ leftMessage }: { leftMessage: LeftMessage }) => {
  const { t } = useTranslation();
  const given = fields.flatMap((field) => {
    const value = leftMessage[field];
    return value === null ? [] : [{ field, value }];
  });
  if (given.length === 0) return <p className="left-none">{t('leftMessages.noContact')}</p>;
  return (
    <dl className="left-facts">
      {given.map(({ field, value }) => (
        <div key={field}>
          <dt>{t(`leftMessages.fields.${field}`)}</dt>
          <dd>
            <Value field={field} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
};
