import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http, httpWithin } from '../../../app/http.ts';
import { useAccount } from '../../../app/session.ts';
import { toast } from '../../../components/toaster.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { handOverQuery } from '../hand-over.ts';
import { useOwnPassword } from '../own-password.tsx';

const FOUND_MOST = 20;

/** Everybody, whatever the current unit is. */
const useCandidates = (search: string) => {
  const me = useAccount();
  return useQuery({
    queryKey: ['me', 'super-administration', 'candidates', search],
    queryFn: () =>
      httpWithin(me.orgUnit.id).request('GET /api/accounts', {
        query: { state: 'enabled', limit: FOUND_MOST, ...(search && { search }) },
      }),
    placeholderData: (before) => before,
    select: ({ items }) => items.filter(({ id }) => id !== me.id),
  });
};

export const OfferHandOverDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [search, setSearch] = useState('');
  const [accountId, setAccountId] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const candidates = useCandidates(useDeferredValue(search.trim()));
  const offer = useMutation({
    mutationFn: (id: string) =>
      http.request('POST /api/super-administration/offer', { body: { accountId: id, password: own.password } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: handOverQuery.queryKey });
      toast('good', t('userCentre.handOver.done'));
      onClose();
    },
  });
  const own = useOwnPassword(offer.error);
  const submit = () => {
    setTried(true);
    if (own.isGiven() && accountId) offer.mutate(accountId);
  };
  return (
    <FormDialog
      title={t('userCentre.handOver.title')}
      text={
        <ul>
          <li>{t('userCentre.handOver.means.accept')}</li>
          <li>{t('userCentre.handOver.means.you')}</li>
          <li>{t('userCentre.handOver.means.audit')}</li>
        </ul>
      }
      submit={t('userCentre.handOver.begin')}
      danger
      pending={offer.isPending}
      failure={own.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="entrance-field">
        <label className="entrance-label" htmlFor="hand-over-to">
          {t('userCentre.handOver.to')}
        </label>
        <Select
          id="hand-over-to"
          size="large"
          style={{ width: '100%' }}
          showSearch={{ filterOption: false, onSearch: setSearch }}
          placeholder={t('userCentre.handOver.search')}
          notFoundContent={candidates.isFetching ? null : t('userCentre.handOver.nobody')}
          loading={candidates.isFetching}
          value={accountId}
          status={tried && !accountId ? 'error' : ''}
          onChange={setAccountId}
          // A dialog of the platform covers all that is outside of it.
          getPopupContainer={(trigger) => trigger.closest('dialog') ?? document.body}
          options={(candidates.data ?? []).map(({ id, name, username, orgUnit }) => ({
            value: id,
            label: `${name}（${username}）· ${orgUnit.name}`,
          }))}
        />
      </div>
      {own.field}
    </FormDialog>
  );
};
