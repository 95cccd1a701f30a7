import type { Setup, SetupStep } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { toast } from '../../components/toaster.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { End } from './end.tsx';
import { postpone } from './later.ts';
import { firstOpen, setupQuery, useFinishSetup } from './setup.ts';
import { SetupProgress } from './setup-progress.tsx';
import type { SetupSearch } from './setup-search.ts';
import type { StepProps } from './step-frame.tsx';
import { ChannelStep } from './steps/channel-step.tsx';
import { FirstConversationStep } from './steps/first-conversation-step.tsx';
import { OrganizationStep } from './steps/organization-step.tsx';
import { PasswordStep } from './steps/password-step.tsx';
import { PeopleStep } from './steps/people-step.tsx';
import { SkillGroupStep } from './steps/skill-group-step.tsx';
import '../../components/page.css';
import './setup-page.css';

const stepPages: Record<SetupStep, ComponentType<StepProps>> = {
  password: PasswordStep,
  organization: OrganizationStep,
  skill_group: SkillGroupStep,
  people: PeopleStep,
  channel: ChannelStep,
  first_conversation: FirstConversationStep,
};

export const SetupPage = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const allowed = may(useAccount(), 'system:operate');
  const { data, error, refetch } = useQuery({ ...setupQuery, enabled: allowed });
  usePageTitle(`${t('setup.title')} · ${t('app.name')}`);
  if (!allowed) return <Forbidden page={t('setup.title')} />;
  if (data) return <Guide setup={data} />;
  return (
    <main className="page scroll">
      <div className="page-inside">
        {error ? (
          <Failure title={t('setup.failed')} text={errorText(error)} onRetry={() => void refetch()} />
        ) : (
          <SkeletonLine width="40%" />
        )}
      </div>
    </main>
  );
};

/** The first hour in six small steps; each can be left out, and taken up again. */
const Guide = ({ setup }: { setup: Setup }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const finish = useFinishSetup();
  // Not moved on under somebody's hands when the step they are at becomes done.
  const [start] = useState<SetupStep | 'end'>(() => firstOpen(setup) ?? 'end');
  const { step = start } = useSearch({ strict: false }) as SetupSearch;
  const card = useCardFocus(step);
  const go = (next: SetupStep | 'end') => void navigate({ to: '/setup', search: { step: next } });
  const leave = () => {
    postpone();
    void navigate({ to: '/workbench' });
  };
  const end = () =>
    finish.mutate(undefined, {
      onSuccess: () => void navigate({ to: '/workbench' }),
      onError: (error) => toast('bad', errorText(error)),
    });
  const at = setup.steps.findIndex((each) => each.step === step);
  const current = setup.steps[at];
  const Step = current && stepPages[current.step];
  return (
    <main className="page scroll">
      <div className="page-inside setup">
        <header className="setup-head">
          <div>
            <h1>{t('setup.title')}</h1>
            <p>{t('setup.lead')}</p>
          </div>
          {setup.finished ? null : (
            <div className="setup-leave">
              <Button type="text" onClick={leave}>
                {t('setup.later')}
              </Button>
              <Button type="text" loading={finish.isPending} onClick={end}>
                {t('setup.never')}
              </Button>
            </div>
          )}
        </header>
        <div className="setup-columns">
          <SetupProgress setup={setup} current={step} onGo={go} />
          <section className="setup-card" ref={card} tabIndex={-1} aria-label={t(`setup.steps.${step}.title`)}>
            {Step && current ? (
              <Step key={current.step} state={current.state} onNext={() => go(setup.steps[at + 1]?.step ?? 'end')} />
            ) : (
              <End setup={setup} finishing={finish.isPending} onFinish={end} onGo={go} />
            )}
          </section>
        </div>
      </div>
    </main>
  );
};

/** Whoever goes on by keyboard goes on in the new step, not at the top of the page. */
const useCardFocus = (step: string) => {
  const ref = useRef<HTMLElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    if (!ref.current?.contains(document.activeElement)) ref.current?.focus();
  }, [step]);
  return ref;
};
