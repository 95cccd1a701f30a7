import type { RouteTable } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleSlash } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { type Thing, whyQuery } from './access.ts';
import { AccountSelect, type ChosenPerson } from './account-select.tsx';
import { usePermissionWords, useSourceWords } from './source-words.ts';

type Answer = RouteTable['GET /api/access/why']['output'];

/** "Why can this person not see it?", for a person that one names. */
export const WhyNot = ({ thing }: { thing: Thing }) => {
  const { t } = useTranslation();
  const [person, setPerson] = useState<ChosenPerson | null>(null);
  return (
    <section className="access-why" aria-label={t('access.why')}>
      <h2>{t('access.why')}</h2>
      <AccountSelect label={t('access.choose')} value={person} onChange={setPerson} />
      {person ? <AnswerFor key={person.value} thing={thing} person={person} /> : null}
    </section>
  );
};

const AnswerFor = ({ thing, person }: { thing: Thing; person: ChosenPerson }) => {
  const errorText = useErrorText();
  const { data, error } = useQuery(whyQuery(thing, person.value));
  if (error)
    return (
      <p className="access-answer" role="alert">
        {errorText(error)}
      </p>
    );
  if (!data) return <SkeletonLine width="60%" />;
  return data.can ? <Yes answer={data} name={person.label} /> : <No answer={data} name={person.label} />;
};

const Yes = ({ answer, name }: { answer: Answer; name: string }) => {
  const { t } = useTranslation();
  const sourceWords = useSourceWords();
  return (
    <p className="access-answer access-yes" role="status">
      <CircleCheck size={16} aria-hidden="true" />
      {t('access.yes', {
        name,
        unit: answer.accountUnit.name,
        sources: answer.sources.map(sourceWords).join(t('audit.values.comma')),
      })}
    </p>
  );
};

const No = ({ answer, name }: { answer: Answer; name: string }) => {
  const { t } = useTranslation();
  const permissionWords = usePermissionWords();
  const facts = {
    unit: answer.unit.name,
    own: answer.accountUnit.name,
    permission: permissionWords(answer.permission),
  };
  return (
    <div className="access-answer access-no" role="status">
      <CircleSlash size={16} aria-hidden="true" />
      <div>
        <strong>{t('access.no', { name })}</strong>
        <ul>
          {answer.reasons.map((reason) => (
            <li key={reason}>{t(`access.reasons.${reason}`, facts)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
};
