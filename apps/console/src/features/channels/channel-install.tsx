import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../components/toaster.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { snippetOf } from './channels.ts';

/** The line for the site, and the link for everything that is no site. */
export const ChannelInstall = ({ channelId }: { channelId: string }) => {
  const { t } = useTranslation();
  const snippet = snippetOf(channelId, location.origin);
  const link = `${location.origin}/chat/${channelId}`;
  const copy = async (text: string) => {
    if (await copyText(text)) toast('good', t('common.copied'));
    else toast('bad', t('common.copyFailed'));
  };
  return (
    <section className="channel-card" aria-label={t('channels.install')}>
      <h2>{t('channels.install')}</h2>
      <p>{t('channels.installText')}</p>
      <div className="channel-code">
        <code>{snippet}</code>
        <Button size="small" icon={<Copy size={14} />} onClick={() => void copy(snippet)}>
          {t('channels.copySnippet')}
        </Button>
      </div>
      <p>{t('channels.linkText')}</p>
      <div className="channel-code">
        <code>{link}</code>
        <Button size="small" icon={<Copy size={14} />} onClick={() => void copy(link)}>
          {t('channels.copyLink')}
        </Button>
      </div>
    </section>
  );
};
