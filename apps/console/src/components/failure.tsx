import { Button } from 'antd';
import { CloudOff, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.tsx';

interface FailureProps {
  title: string;
  text: string;
  onRetry: () => void;
  retrying?: boolean;
}

/** What stands where something could not be fetched: what happened, and another try. */
export const Failure = ({ title, text, onRetry, retrying = false }: FailureProps) => {
  const { t } = useTranslation();
  return (
    <Notice icon={CloudOff} title={title} text={text} role="alert">
      <Button icon={<RotateCw size={14} />} onClick={onRetry} loading={retrying}>
        {t('common.retry')}
      </Button>
    </Notice>
  );
};
