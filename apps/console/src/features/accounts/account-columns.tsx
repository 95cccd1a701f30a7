import type { AccountProfile } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { Moment } from '../../components/time.tsx';
import { AccountActs } from './account-acts.tsx';
import { KindTags, RoleTags, StateTag, UnitName } from './account-tags.tsx';
import { PersonLink } from './person-link.tsx';

/** Columns that can be put away; the name and the acts always stand. */
export const optionalColumns = [
  'unit',
  'roles',
  'kind',
  'email',
  'mobile',
  'extension',
  'state',
  'lastSeenAt',
  'createdAt',
] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

export const firstColumns: OptionalColumn[] = ['unit', 'roles', 'kind', 'mobile', 'state', 'lastSeenAt'];

const cells: Record<OptionalColumn, (account: AccountProfile) => React.ReactNode> = {
  unit: (account) => <UnitName account={account} />,
  roles: (account) => <RoleTags account={account} />,
  kind: (account) => <KindTags account={account} />,
  email: ({ email }) => email,
  mobile: ({ mobile }) => mobile,
  extension: ({ extension }) => extension,
  state: ({ disabled }) => <StateTag disabled={disabled} />,
  lastSeenAt: ({ lastSeenAt }) => (lastSeenAt ? <Moment at={lastSeenAt} /> : null),
  createdAt: ({ createdAt }) => <Moment at={createdAt} />,
};

export const useAccountColumns = (shown: readonly OptionalColumn[], writes: boolean): Column<AccountProfile>[] => {
  const { t } = useTranslation();
  const chosen = optionalColumns.filter((key) => shown.includes(key));
  return [
    {
      key: 'name',
      title: t('accounts.columns.name'),
      render: (account) => <PersonLink account={account} keepsSearch />,
    },
    ...chosen.map((key) => ({ key, title: t(`accounts.columns.${key}`), render: cells[key] })),
    ...(writes
      ? [
          {
            key: 'acts',
            title: t('accounts.acts.title'),
            quiet: true,
            render: (account: AccountProfile) => <AccountActs account={account} />,
          },
        ]
      : []),
  ];
};
