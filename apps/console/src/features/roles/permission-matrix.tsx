import { type Permission, type PermissionKind, permissionTexts, superPermissions } from '@cskefu/contract/permissions';
import { resourceNames } from '@cskefu/contract/resources';
import { Checkbox } from 'antd';
import { LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { grantableOf, kinds, matrixRows, withPermissions } from './matrix.ts';
import './permission-matrix.css';

interface PermissionMatrixProps {
  granted: readonly Permission[];
  onChange: (granted: Permission[]) => void;
  disabled: boolean;
}

const useLanguage = () => (useTranslation().i18n.language === 'en' ? 'en' : 'zh-CN');

/** What a role grants: a row for each thing, a column for looking, changing, and rights of their own. */
export const PermissionMatrix = (props: PermissionMatrixProps) => {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="matrix-frame">
      <table className="matrix" aria-label={t('roles.matrix')}>
        <thead>
          <tr>
            <th scope="col">{t('roles.resource')}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col">
                <KindHead kind={kind} {...props} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrixRows.map(({ resource, cells }) => (
            <tr key={resource}>
              <th scope="row">{resourceNames[resource][language]}</th>
              {kinds.map((kind) => (
                <td key={kind} data-title={cells[kind].length > 0 ? t(`roles.kinds.${kind}`) : undefined}>
                  {cells[kind].map((permission) => (
                    <PermissionBox key={permission} permission={permission} {...props} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** Grants or takes a whole column. */
const KindHead = ({ kind, granted, onChange, disabled }: PermissionMatrixProps & { kind: PermissionKind }) => {
  const { t } = useTranslation();
  const all = grantableOf(kind);
  const count = all.filter((permission) => granted.includes(permission)).length;
  return (
    <Checkbox
      disabled={disabled}
      checked={count === all.length}
      indeterminate={count > 0 && count < all.length}
      onChange={({ target }) => onChange(withPermissions(granted, all, target.checked))}
    >
      {t(`roles.kinds.${kind}`)} <span className="matrix-count">{`${count} / ${all.length}`}</span>
    </Checkbox>
  );
};

const PermissionBox = ({
  permission,
  granted,
  onChange,
  disabled,
}: PermissionMatrixProps & { permission: Permission }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { name, sentence } = permissionTexts[permission];
  const words = (
    <>
      <span className="matrix-name">{name[language]}</span>
      <span className="matrix-sentence">{sentence[language]}</span>
    </>
  );
  if (superPermissions.includes(permission)) {
    return (
      <div className="matrix-locked">
        <LockKeyhole size={14} aria-hidden="true" />
        <span>
          {words}
          <span className="matrix-super">{t('roles.superOnly')}</span>
        </span>
      </div>
    );
  }
  return (
    <Checkbox
      className="matrix-box"
      disabled={disabled}
      checked={granted.includes(permission)}
      onChange={({ target }) => onChange(withPermissions(granted, [permission], target.checked))}
    >
      {words}
    </Checkbox>
  );
};
