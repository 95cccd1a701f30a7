import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../components/toaster.tsx';
import { copyText } from '../../../lib/copy-text.ts';

/** Where the provider calls the desk: to be copied into its console. */
export const WebhookCard = ({ address: given }: { address: string }) => {
  const { t } = useTranslation();
  // A desk that was not told its public address gives only the path.
  const address = new URL(given, location.origin).href;
  const copy = async () => {
    if (await copyText(address)) toast('good', t('common.copied'));
    else toast('bad', t('common.copyFailed'));
  };
  return (
    <section className="channel-card" aria-label={t('outsideChannel.webhook.title')}>
      <h2>{t('outsideChannel.webhook.title')}</h2>
      <p>{t('outsideChannel.webhook.text')}</p>
      <div className="channel-code">
        <code>{address}</code>
        <Button size="small" icon={<Copy size={14} />} onClick={() => void copy()}>
          {t('outsideChannel.webhook.copy')}
        </Button>
      </div>
    </section>
  );
};
