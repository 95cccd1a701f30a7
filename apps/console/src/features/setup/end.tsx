import type { Setup, SetupStep } from '@cskefu/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { PineHills } from '../sign-in/pine-hills.tsx';

interface EndProps {
  setup: Setup;
  finishing: boolean;
  onFinish: () => void;
  onGo: (step: SetupStep) => void;
}

/** The desk stands, or what is left to do. */
export const End = ({ setup: { steps, finished }, finishing, onFinish, onGo }: EndProps) => {
  const { t } = useTranslation();
  const left = steps.filter(({ state }) => state !== 'done');
  const complete = left.length === 0;
  return (
    <div className="setup-end">
      <div className="setup-picture" aria-hidden="true">
        <PineHills />
      </div>
      <h2>{complete ? t('setup.complete') : t('setup.left')}</h2>
      <p className="setup-text">{complete ? t('setup.completeText') : t('setup.leftText')}</p>
      {complete ? null : (
        <ul className="setup-left">
          {left.map(({ step }) => (
            <li key={step}>
              <Button type="link" onClick={() => onGo(step)}>
                {t(`setup.steps.${step}.title`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button type="primary" size="large" loading={finishing} onClick={onFinish}>
        {finished ? t('setup.toWorkbench') : t('setup.finish')}
      </Button>
    </div>
  );
};
