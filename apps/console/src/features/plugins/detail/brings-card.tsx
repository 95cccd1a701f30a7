import type { PluginFacts } from '@cskefu/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePluginWords } from '../plugin-words.ts';
import { useHookWords } from './hook-words.ts';
import { useScheduleWords } from './schedule-words.ts';

/** What it adds to the desk, by what it declares. */
export const BringsCard = ({ facts, builtIn }: { facts: PluginFacts; builtIn: boolean }) => {
  const { t } = useTranslation();
  return (
    <section className="plugin-card" aria-label={t('plugins.brings.title')}>
      <h2>{t('plugins.brings.title')}</h2>
      <Brings facts={facts} builtIn={builtIn} />
    </section>
  );
};

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

export const Brings = ({ facts, builtIn = false }: { facts: PluginFacts; builtIn?: boolean }) => {
  const { t, i18n } = useTranslation();
  const words = usePluginWords();
  const hookWords = useHookWords();
  const scheduleWords = useScheduleWords();
  const { channels, hooks, observers, jobs, http, runtime, api, texts } = facts;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'narrow' });
  const nothing = channels.length + hooks.length + observers.length + jobs.length + http.length === 0;
  return (
    <dl className="plugin-facts">
      {nothing ? <Line name={t('plugins.brings.what')}>{t('plugins.brings.nothing')}</Line> : null}
      {channels.length > 0 ? (
        <Line name={t('plugins.brings.channels')}>{list.format(channels.map(({ title }) => words(title, texts)))}</Line>
      ) : null}
      {hooks.length > 0 ? (
        <Line name={t('plugins.brings.hooks')}>
          <ul>
            {hooks.map((hook) => (
              <li key={`${hook.point} ${hook.kind}`}>{hookWords(hook)}</li>
            ))}
          </ul>
        </Line>
      ) : null}
      {observers.length > 0 ? (
        <Line name={t('plugins.brings.observers')}>{t('plugins.brings.events', { count: observers.length })}</Line>
      ) : null}
      {jobs.length > 0 ? (
        <Line name={t('plugins.brings.jobs')}>
          <ul>
            {jobs.map(({ name, every, cron }) => (
              <li key={name}>
                <code>{name}</code> · {every ? scheduleWords(every) : <code>{cron}</code>}
              </li>
            ))}
          </ul>
        </Line>
      ) : null}
      {http.length > 0 ? (
        <Line name={t('plugins.brings.http')}>
          <ul>
            {http.map(({ method, path, auth }) => (
              <li key={`${method} ${path}`}>
                <code>
                  {method} /p/{facts.id}
                  {path}
                </code>{' '}
                · {auth === 'public' ? t('plugins.brings.public') : t('plugins.brings.signedIn')}
              </li>
            ))}
          </ul>
        </Line>
      ) : null}
      <Line name={t('plugins.brings.runtime')}>{t(`plugins.runtimes.${builtIn ? 'builtIn' : runtime}`)}</Line>
      <Line name={t('plugins.brings.api')}>
        <code>{api}</code>
      </Line>
    </dl>
  );
};
