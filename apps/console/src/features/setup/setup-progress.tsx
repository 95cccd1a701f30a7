import type { Setup, SetupStep } from '@cskefu/contract';
import { Check, Flag, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../lib/class-names.ts';

interface SetupProgressProps {
  setup: Setup;
  current: SetupStep | 'end';
  onGo: (step: SetupStep | 'end') => void;
}

/** All steps and how far they have come; each can be opened at any time. */
export const SetupProgress = ({ setup: { steps }, current, onGo }: SetupProgressProps) => {
  const { t } = useTranslation();
  const settled = steps.filter(({ state }) => state !== 'open').length;
  return (
    <nav className="setup-progress" aria-label={t('setup.progress')}>
      <p id="setup-count">{t('setup.count', { settled, total: steps.length })}</p>
      <progress aria-labelledby="setup-count" max={steps.length} value={settled} />
      <ol>
        {steps.map(({ step, state }, at) => (
          <li key={step}>
            <button
              type="button"
              className={classNames('setup-step', `setup-step-${state}`, step === current && 'setup-step-current')}
              aria-current={step === current ? 'step' : undefined}
              onClick={() => onGo(step)}
            >
              <span className="setup-mark">
                {state === 'done' ? (
                  <Check size={14} strokeWidth={3} aria-hidden="true" />
                ) : state === 'skipped' ? (
                  <Minus size={14} strokeWidth={3} aria-hidden="true" />
                ) : (
                  at + 1
                )}
              </span>
              <span className="setup-step-name">{t(`setup.steps.${step}.title`)}</span>
              {state === 'open' ? null : <small>{t(`setup.states.${state}`)}</small>}
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            className={classNames('setup-step', current === 'end' && 'setup-step-current')}
            aria-current={current === 'end' ? 'step' : undefined}
            onClick={() => onGo('end')}
          >
            <span className="setup-mark">
              <Flag size={14} aria-hidden="true" />
            </span>
            <span className="setup-step-name">{t('setup.steps.end.title')}</span>
          </button>
        </li>
      </ol>
    </nav>
  );
};
