import type { AccountProfile } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { rolesQuery } from '../roles/roles.ts';

interface RolesSelectProps {
  id?: string;
  value?: number[];
  onChange?: (ids: number[]) => void;
  disabled?: boolean;
  /** The roles that the account has, for whoever may not see all. */
  present?: AccountProfile['roles'];
}

/** Roles for an account: only what one has oneself can be given; the rest is shown with the reason. */
export const RolesSelect = ({ value = [], onChange, disabled = false, present = [], id }: RolesSelectProps) => {
  const { t } = useTranslation();
  const account = useAccount();
  const allowed = may(account, 'roles:read');
  const roles = useQuery({ ...rolesQuery, enabled: allowed });
  const listed = roles.data ?? [];
  const options = [
    ...listed.map(({ id, name, assignable, description }) => ({
      value: id,
      label: name,
      disabled: !assignable,
      note: assignable ? description : t('accounts.roleBeyond'),
    })),
    ...present
      .filter((role) => !listed.some(({ id }) => id === role.id))
      .map((role) => ({ value: role.id, label: role.name, disabled: true, note: '' })),
  ];
  return (
    <Select
      {...(id && { id })}
      mode="multiple"
      value={value}
      {...(onChange && { onChange })}
      disabled={disabled || !may(account, 'roles:assign')}
      loading={roles.isFetching}
      options={options}
      maxCount={20}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('accounts.rolesPlaceholder')}
      optionRender={({ data }) => (
        <span className="picker-role">
          {data.label}
          {data.note ? <small>{data.note}</small> : null}
        </span>
      )}
    />
  );
};
