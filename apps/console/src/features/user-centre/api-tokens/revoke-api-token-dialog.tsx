import type { ApiToken } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { toast } from '../../../components/toaster.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { apiTokensQuery } from './api-tokens.ts';

export const RevokeApiTokenDialog = ({ token, onClose }: { token: ApiToken; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => http.request('DELETE /api/me/api-tokens/:id', { params: { id: token.id } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: apiTokensQuery.queryKey });
      toast('good', t('userCentre.apiTokens.revoked'));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('userCentre.apiTokens.revokeOne', { name: token.name })}
      text={t('userCentre.apiTokens.revokeText')}
      submit={t('userCentre.apiTokens.revoke')}
      danger
      pending={revoke.isPending}
      failure={revoke.isError ? errorText(revoke.error) : null}
      onSubmit={() => revoke.mutate()}
      onClose={onClose}
    />
  );
};
