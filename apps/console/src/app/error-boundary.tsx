import { Button } from 'antd';
import { OctagonAlert, RotateCw } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../components/notice.tsx';

/** What one sees when the page itself has failed, or a part of it cannot be fetched since the desk was updated. */
export const Broken = () => {
  const { t } = useTranslation();
  return (
    <Notice icon={OctagonAlert} title={t('broken.title')} text={t('broken.text')} role="alert">
      <Button type="primary" icon={<RotateCw size={14} />} onClick={() => location.reload()}>
        {t('broken.reload')}
      </Button>
    </Notice>
  );
};

/** Keeps a failure in one part of the page from leaving a white screen. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}
