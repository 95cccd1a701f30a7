import { Button, Checkbox, Popover, Switch } from 'antd';
import { Columns3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type OptionalColumn, optionalColumns } from './account-columns.tsx';

interface TableSettingsProps {
  shown: readonly OptionalColumn[];
  onShown: (columns: OptionalColumn[]) => void;
  dense: boolean;
  onDense: (dense: boolean) => void;
}

/** Which columns stand, and how close the rows. This browser remembers it. */
export const TableSettings = ({ shown, onShown, dense, onDense }: TableSettingsProps) => {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="table-settings">
          <Checkbox.Group
            value={[...shown]}
            onChange={(columns) => onShown(columns as OptionalColumn[])}
            options={optionalColumns.map((key) => ({ value: key, label: t(`accounts.columns.${key}`) }))}
          />
          <label className="table-dense" htmlFor="table-dense">
            <Switch id="table-dense" size="small" checked={dense} onChange={onDense} />
            {t('accounts.dense')}
          </label>
        </div>
      }
    >
      <Button icon={<Columns3 size={14} />} aria-label={t('accounts.table')} title={t('accounts.table')} />
    </Popover>
  );
};
