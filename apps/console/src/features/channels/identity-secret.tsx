import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { Copy, Eye, EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { toast } from '../../components/toaster.tsx';
import { copyText } from '../../lib/copy-text.ts';

/** Fetched only when asked for, and forgotten when hidden: it is kept in no cache. */
export const IdentitySecret = ({ channelId }: { channelId: string }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const reveal = useMutation({
    mutationFn: () => http.request('GET /api/channels/:id/identity-secret', { params: { id: channelId } }),
    onError: (error) => toast('bad', errorText(error)),
    gcTime: 0,
  });
  const copy = async (secret: string) => {
    if (await copyText(secret)) toast('good', t('common.copied'));
    else toast('bad', t('common.copyFailed'));
  };
  return (
    <section className="channel-card" aria-label={t('channels.secret.title')}>
      <h2>{t('channels.secret.title')}</h2>
      <p>{t('channels.secret.text')}</p>
      {reveal.data ? (
        <div className="channel-code">
          <code>{reveal.data.secret}</code>
          <Button size="small" icon={<Copy size={14} />} onClick={() => void copy(reveal.data.secret)}>
            {t('channels.secret.copy')}
          </Button>
          <Button size="small" icon={<EyeOff size={14} />} onClick={() => reveal.reset()}>
            {t('channels.secret.hide')}
          </Button>
        </div>
      ) : (
        <Button icon={<Eye size={14} />} loading={reveal.isPending} onClick={() => reveal.mutate()}>
          {t('channels.secret.show')}
        </Button>
      )}
    </section>
  );
};
