import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ImageUp, Trash2 } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { keepAccount, useAccount } from '../../../app/session.ts';
import { Avatar } from '../../../components/avatar.tsx';
import { toast } from '../../../components/toaster.tsx';
import { Card } from '../card.tsx';
import { usePreview } from './preview.ts';

const MOST_BYTES = 2 * 1024 * 1024;
const TYPES = 'image/png,image/jpeg,image/webp,image/gif';

const upload = (file: File) => {
  const body = new FormData();
  body.append('file', file);
  return http.request('PUT /api/me/avatar', { body });
};

/** One's picture: chosen, looked at, and only then given away. */
export const PictureCard = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const queryClient = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const preview = usePreview(file);
  const change = useMutation({
    mutationFn: (picture: File | null) => (picture ? upload(picture) : http.request('DELETE /api/me/avatar')),
    onSuccess: (changed) => {
      keepAccount(queryClient, changed);
      setFile(null);
      toast('good', t('userCentre.picture.saved'));
    },
    onError: (error) => setProblem(errorText(error)),
  });
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0] ?? null;
    event.target.value = '';
    if (!chosen) return;
    const isTooLarge = chosen.size > MOST_BYTES;
    setProblem(isTooLarge ? t('userCentre.picture.tooLarge') : null);
    setFile(isTooLarge ? null : chosen);
  };
  const leave = () => {
    setFile(null);
    setProblem(null);
  };
  return (
    <Card title={t('userCentre.picture.title')} text={t('userCentre.picture.text')}>
      <div className="me-picture">
        <Avatar name={account.name} picture={preview ?? account.avatarUrl} size="huge" />
        <div>
          <input ref={chooser} type="file" accept={TYPES} hidden onChange={choose} />
          {file ? (
            <div className="me-acts">
              <Button type="primary" loading={change.isPending} onClick={() => change.mutate(file)}>
                {t('userCentre.picture.use')}
              </Button>
              <Button onClick={leave}>{t('common.cancel')}</Button>
            </div>
          ) : (
            <div className="me-acts">
              <Button icon={<ImageUp size={14} aria-hidden="true" />} onClick={() => chooser.current?.click()}>
                {t('userCentre.picture.choose')}
              </Button>
              {account.avatarUrl ? (
                <Button
                  type="text"
                  icon={<Trash2 size={14} aria-hidden="true" />}
                  loading={change.isPending}
                  onClick={() => change.mutate(null)}
                >
                  {t('userCentre.picture.remove')}
                </Button>
              ) : null}
            </div>
          )}
          {problem ? (
            <p className="me-field-error" role="alert">
              {problem}
            </p>
          ) : (
            <p className="me-help">{t('userCentre.picture.help')}</p>
          )}
        </div>
      </div>
    </Card>
  );
};
