import type { Setup, SetupStep } from '@cskefu/contract';
import { Button } from 'antd';
import { ArrowRight, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { useMarkStep } from './setup.ts';

export interface StepProps {
  state: Setup['steps'][number]['state'];
  onNext: () => void;
}

interface StepFrameProps extends StepProps {
  step: SetupStep;
  /** What is said once the step is done. */
  done?: ReactNode;
  children?: ReactNode;
}

/** A step: what it is for, the act itself, and the way on. */
export const StepFrame = ({ step, state, done, onNext, children }: StepFrameProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const mark = useMarkStep();
  const skip = () =>
    mark.mutate({ step, state: 'skipped' }, { onSuccess: onNext, onError: (error) => toast('bad', errorText(error)) });
  return (
    <>
      <h2>{t(`setup.steps.${step}.title`)}</h2>
      <p className="setup-text">{t(`setup.steps.${step}.text`)}</p>
      {state === 'done' && done ? (
        <p className="setup-done">
          <CircleCheck size={18} aria-hidden="true" />
          <span>{done}</span>
        </p>
      ) : null}
      {children}
      <footer className="setup-foot">
        {state === 'done' ? (
          <Button type="primary" icon={<ArrowRight size={16} />} iconPlacement="end" onClick={onNext}>
            {t('setup.next')}
          </Button>
        ) : (
          <Button type="text" loading={mark.isPending} onClick={state === 'skipped' ? onNext : skip}>
            {state === 'skipped' ? t('setup.next') : t('setup.skip')}
          </Button>
        )}
      </footer>
    </>
  );
};
