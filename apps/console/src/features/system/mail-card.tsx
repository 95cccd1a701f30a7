import type { MailState } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { mailQuery, useTestMail } from './mail.ts';

const Facts = ({ mail }: { mail: MailState }) => {
  const { t } = useTranslation();
  if (mail.server === null) {
    return (
      <p className="mail-warning">
        <TriangleAlert size={16} aria-hidden="true" />
        {t('system.mail.notConfigured', { count: mail.waiting })}
      </p>
    );
  }
  return (
    <>
      <dl className="mail-facts">
        <div>
          <dt>{t('system.mail.server')}</dt>
          <dd>{mail.server}</dd>
        </div>
        <div>
          <dt>{t('system.mail.from')}</dt>
          <dd>{mail.from}</dd>
        </div>
        <div>
          <dt>{t('system.mail.waiting')}</dt>
          <dd>{mail.waiting}</dd>
        </div>
        <div>
          <dt>{t('system.mail.failed')}</dt>
          <dd>{mail.failed}</dd>
        </div>
      </dl>
      {mail.links ? null : (
        <p className="mail-warning">
          <TriangleAlert size={16} aria-hidden="true" />
          {t('system.mail.noLinks')}
        </p>
      )}
    </>
  );
};

/** Sends a letter to oneself, and shows what the server said to it. */
const TestMail = () => {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const { email } = useAccount();
  const [to, setTo] = useState(email ?? '');
  const test = useTestMail();
  const send = (event: FormEvent) => {
    event.preventDefault();
    test.mutate(to.trim());
  };
  return (
    <form className="mail-test" onSubmit={send}>
      <label htmlFor={id}>{t('system.mail.to')}</label>
      <Input id={id} type="email" value={to} maxLength={254} onChange={({ target }) => setTo(target.value)} />
      <Button htmlType="submit" disabled={!/^[^\s@]+@[^\s@]+$/.test(to.trim())} loading={test.isPending}>
        {t('system.mail.send')}
      </Button>
      <output aria-live="polite">
        {test.data ? (
          <span className={test.data.ok ? 'mail-good' : 'mail-bad'}>
            {test.data.ok ? <CircleCheck size={16} aria-hidden="true" /> : <CircleAlert size={16} aria-hidden="true" />}
            {t(test.data.ok ? 'system.mail.sent' : 'system.mail.notSent')} <code>{test.data.answer}</code>
          </span>
        ) : null}
        {test.error ? <span className="mail-bad">{errorText(test.error)}</span> : null}
      </output>
    </form>
  );
};

export const MailCard = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error, refetch } = useQuery(mailQuery);
  return (
    <section className="letter-card" aria-labelledby="outgoing-mail">
      <h2 id="outgoing-mail">{t('system.mail.title')}</h2>
      <p>{t('system.mail.lead')}</p>
      {data ? <Facts mail={data} /> : null}
      {!data && error ? (
        <Failure title={t('system.mail.loadFailed')} text={errorText(error)} onRetry={() => void refetch()} />
      ) : null}
      {data || error ? null : <SkeletonLine width="50%" />}
      {data?.server ? <TestMail /> : null}
    </section>
  );
};
