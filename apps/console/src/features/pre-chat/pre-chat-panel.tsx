import type { PreChat } from '@cskefu/contract';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../../app/http.ts';
import { FullMoment } from '../../components/time.tsx';

const preChatQuery = (conversationId: string) =>
  queryOptions({
    queryKey: ['pre-chat', conversationId],
    queryFn: () => http.request('GET /api/conversations/:id/pre-chat', { params: { id: conversationId } }),
  });

/** What the visitor answered before the first word; nothing where nothing was asked. */
export const PreChatPanel = ({ conversationId }: { conversationId: string }) => {
  const { t } = useTranslation();
  const { data } = useQuery(preChatQuery(conversationId));
  if (!data?.preChat) return null;
  const facts = factsOf(data.preChat);
  return (
    <section className="panel-section" aria-label={t('preChat.title')}>
      <h4>{t('preChat.title')}</h4>
      <dl>
        {facts.map(({ name, label, value }) => (
          <div className="panel-fact" key={name}>
            <dt dir="auto">{label ?? t(`preChat.${name as 'name'}`)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

interface AnswerFact {
  readonly name: string;
  /** What the channel asked, in its own words. */
  readonly label?: string;
  readonly value: ReactNode;
}

const factsOf = ({ name, email, phone, questions, skillGroup, consentedAt }: PreChat): AnswerFact[] => [
  ...(name ? [{ name: 'name', value: name }] : []),
  ...(email ? [{ name: 'email', value: <a href={`mailto:${email}`}>{email}</a> }] : []),
  ...(phone ? [{ name: 'phone', value: <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a> }] : []),
  ...questions.map(({ label, answer }, at) => ({ name: `question${at}`, label, value: answer })),
  ...(skillGroup ? [{ name: 'skillGroup', value: skillGroup.name }] : []),
  ...(consentedAt ? [{ name: 'consentedAt', value: <FullMoment at={consentedAt} /> }] : []),
];
