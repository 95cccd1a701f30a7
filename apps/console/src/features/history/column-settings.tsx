import { Button, Checkbox, Popover } from 'antd';
import { Columns3 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type OptionalColumn, optionalColumns } from './history-columns.tsx';

interface ColumnSettingsProps {
  shown: readonly OptionalColumn[];
  onShown: (columns: OptionalColumn[]) => void;
}

/** Which columns stand. This browser remembers it. */
export const ColumnSettings = ({ shown, onShown }: ColumnSettingsProps) => {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          className="history-column-list"
          value={[...shown]}
          onChange={(columns) => onShown(columns as OptionalColumn[])}
          options={optionalColumns.map((key) => ({ value: key, label: t(`history.columns.${key}`) }))}
        />
      }
    >
      <Button icon={<Columns3 size={14} />} aria-label={t('history.table')} title={t('history.table')} />
    </Popover>
  );
};
