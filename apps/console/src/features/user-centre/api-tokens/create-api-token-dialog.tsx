import type { Permission } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../../../app/http.ts';
import { longDate } from '../../../lib/moment.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useOwnPassword } from '../own-password.tsx';
import { TextField } from '../text-field.tsx';
import { apiTokensQuery } from './api-tokens.ts';
import { PermissionChoice } from './permission-choice.tsx';

const DAY_MS = 86_400_000;
const lives = [7, 30, 90, 180, 365] as const;

interface CreateApiTokenDialogProps {
  onCreated: (token: string) => void;
  onClose: () => void;
}

export const CreateApiTokenDialog = ({ onCreated, onClose }: CreateApiTokenDialogProps) => {
  const { t, i18n } = useTranslation();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState<number>(90);
  const [chosen, setChosen] = useState<readonly Permission[]>([]);
  const [tried, setTried] = useState(false);
  const now = Date.now();
  const expiresAt = now + days * DAY_MS;
  const create = useMutation({
    mutationFn: () =>
      http.request('POST /api/me/api-tokens', {
        body: {
          name: name.trim(),
          permissions: [...chosen],
          expiresAt: new Date(expiresAt).toISOString(),
          password: own.password,
        },
      }),
    onSuccess: ({ token }) => {
      void queryClient.invalidateQueries({ queryKey: apiTokensQuery.queryKey });
      onCreated(token);
    },
    gcTime: 0,
  });
  const own = useOwnPassword(create.error);
  const submit = () => {
    setTried(true);
    if (own.isGiven() && name.trim() && chosen.length > 0) create.mutate();
  };
  return (
    <FormDialog
      title={t('userCentre.apiTokens.create')}
      submit={t('userCentre.apiTokens.make')}
      pending={create.isPending}
      failure={own.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('userCentre.apiTokens.name')}
        autoComplete="off"
        maxLength={60}
        placeholder={t('userCentre.apiTokens.namePlaceholder')}
        value={name}
        error={tried && !name.trim() ? t('userCentre.apiTokens.nameMissing') : null}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="entrance-field">
        <label className="entrance-label" htmlFor="token-life">
          {t('userCentre.apiTokens.life')}
        </label>
        <Select
          id="token-life"
          size="large"
          style={{ width: '100%' }}
          value={days}
          onChange={setDays}
          // A dialog of the platform covers all that is outside of it.
          getPopupContainer={(trigger) => trigger.closest('dialog') ?? document.body}
          options={lives.map((count) => ({ value: count, label: t('userCentre.apiTokens.days', { count }) }))}
        />
        <span className="me-help">
          {t('userCentre.apiTokens.until', { date: longDate(expiresAt, now, i18n.language) })}
        </span>
      </div>
      <PermissionChoice chosen={chosen} onChange={setChosen} />
      {tried && chosen.length === 0 ? (
        <span className="password-error" role="alert">
          {t('userCentre.apiTokens.permissionMissing')}
        </span>
      ) : null}
      {own.field}
    </FormDialog>
  );
};
