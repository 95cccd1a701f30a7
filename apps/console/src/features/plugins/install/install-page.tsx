import type { PluginDetail, PluginPackage } from '@cskefu/contract';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../app/page-title.ts';
import { may, useAccount } from '../../../app/session.ts';
import { BackTitle } from '../../../components/back-title.tsx';
import { Page } from '../../../components/page.tsx';
import { Forbidden } from '../../administration/forbidden.tsx';
import { ChoosePackage } from './choose-package.tsx';
import { InstallProgress } from './install-progress.tsx';
import { ReviewPackage } from './review-package.tsx';
import '../../../components/tone-tag.css';
import '../plugins.css';
import './install.css';

export const InstallPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('plugins.install.title')} · ${t('app.name')}`);
  return may(useAccount(), 'plugins:write') ? <Install /> : <Forbidden page={t('plugins.install.title')} />;
};

type Step = { at: 'choose' } | { at: 'review'; found: PluginPackage } | { at: 'done'; plugin: PluginDetail };

const steps = ['choose', 'review', 'done'] as const;

/** From a file or a name to a plugin that runs: first read, then agreed to, then tried out. */
const Install = () => {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed goes with its step: whoever uses the keyboard, or listens, goes on at the next.
  const go = (next: Step) => {
    setStep(next);
    requestAnimationFrame(() => {
      place.current?.focus({ preventScroll: true });
      // What is installed stands at the top, and a tall step would be shown from its middle.
      place.current?.closest('.scroll')?.scrollTo({ top: 0 });
    });
  };
  return (
    <Page
      title={
        <BackTitle to="/system/plugins" label={t('plugins.toList')}>
          {t('plugins.install.title')}
        </BackTitle>
      }
    >
      <ol className="install-steps" aria-label={t('plugins.install.steps')}>
        {steps.map((one, at) => (
          <li key={one} aria-current={one === step.at ? 'step' : undefined}>
            <span className="install-number" aria-hidden="true">
              {at + 1}
            </span>
            {t(`plugins.install.step.${one}`)}
          </li>
        ))}
      </ol>
      <div ref={place} tabIndex={-1} className="install-step">
        {step.at === 'choose' ? <ChoosePackage onFound={(found) => go({ at: 'review', found })} /> : null}
        {step.at === 'review' ? (
          <ReviewPackage
            found={step.found}
            onBack={() => go({ at: 'choose' })}
            onInstalled={(plugin) => go({ at: 'done', plugin })}
          />
        ) : null}
        {step.at === 'done' ? <InstallProgress installed={step.plugin} /> : null}
      </div>
    </Page>
  );
};
