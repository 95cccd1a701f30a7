import type { DeadLetter } from '@cskefu/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { CircleCheck, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { systemQuery } from '../../app/system-info.ts';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Moment } from '../../components/time.tsx';
import { toast } from '../../components/toaster.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { deadLettersQuery, useRetryDeadLetter } from './dead-letters.ts';
import { MailCard } from './mail-card.tsx';
import './system-page.css';

const DeadLetterRow = ({ letter }: { letter: DeadLetter }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const retry = useRetryDeadLetter();
  const run = () =>
    retry.mutate(letter, {
      onSuccess: () => toast('good', t('system.retried')),
      onError: (error) => toast('bad', errorText(error)),
    });
  return (
    <tr>
      <td>
        <strong>{letter.consumer}</strong>
        <span className="letter-type">
          {letter.type} · #{letter.position}
        </span>
      </td>
      <td className="letter-error">{letter.error}</td>
      <td className="letter-number">{letter.attempts}</td>
      <td>
        <Moment at={letter.failedAt} />
      </td>
      <td>
        <Button size="small" icon={<RotateCw size={14} />} loading={retry.isPending} onClick={run}>
          {t('common.retry')}
        </Button>
      </td>
    </tr>
  );
};

const DeadLetters = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const list = useInfiniteQuery(deadLettersQuery);
  const letters = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <SkeletonLine width="70%" />;
  if (list.isError && !list.data) {
    return <Failure title={t('system.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />;
  }
  if (letters.length === 0) {
    return <Notice icon={CircleCheck} title={t('system.empty')} text={t('system.emptyText')} />;
  }
  return (
    <>
      <div className="letter-scroll">
        <table className="letters">
          <thead>
            <tr>
              <th scope="col">{t('system.columns.consumer')}</th>
              <th scope="col">{t('system.columns.error')}</th>
              <th scope="col">{t('system.columns.attempts')}</th>
              <th scope="col">{t('system.columns.failedAt')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('system.columns.acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {letters.map((letter) => (
              <DeadLetterRow key={`${letter.consumer} ${letter.position}`} letter={letter} />
            ))}
          </tbody>
        </table>
      </div>
      {list.hasNextPage ? (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
};

/** What the people who run the desk must see: events that a consumer gave up on. */
export const SystemPage = () => {
  const { t } = useTranslation();
  const account = useAccount();
  const { data: system } = useQuery(systemQuery);
  usePageTitle(`${t('system.title')} · ${t('app.name')}`);
  if (!may(account, 'system:operate')) {
    return <Forbidden page={t('system.title')} />;
  }
  return (
    <Page title={t('system.title')} {...(system && { lead: t('system.version', { version: system.version }) })}>
      <section className="letter-card" aria-labelledby="dead-letters">
        <h2 id="dead-letters">{t('system.deadLetters')}</h2>
        <p>{t('system.deadLettersText')}</p>
        <DeadLetters />
      </section>
      <MailCard />
    </Page>
  );
};
