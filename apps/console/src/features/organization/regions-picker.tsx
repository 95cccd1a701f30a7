import type { OrgUnit, Region } from '@cskefu/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Cascader, Select } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../lib/debounced.ts';
import { regionSearchQuery, regionsQuery } from './org-units.ts';

type ChosenRegion = OrgUnit['regions'][number];

interface RegionsPickerProps {
  value: readonly ChosenRegion[];
  onChange: (regions: ChosenRegion[]) => void;
  disabled?: boolean;
}

interface RegionOption {
  value: string;
  label: string;
  isLeaf: boolean;
  region: Region;
  children?: RegionOption[];
}

const optionOf = (region: Region): RegionOption => ({
  value: region.code,
  label: region.name,
  isLeaf: !region.hasChildren,
  region,
});

const withChildren = (options: RegionOption[], code: string, children: RegionOption[]): RegionOption[] =>
  options.map((option) =>
    option.value === code
      ? { ...option, children }
      : option.children
        ? { ...option, children: withChildren(option.children, code, children) }
        : option,
  );

/** Several regions: found by name, or gone down to by province, city and district. */
export const RegionsPicker = ({ value, onChange, disabled = false }: RegionsPickerProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const found = useQuery(regionSearchQuery(search));
  const hits = found.data ?? [];
  const known = new Map([...value, ...hits].map((region) => [region.code, region]));
  const choose = (codes: string[]) => {
    setTyped('');
    onChange(codes.flatMap((code) => known.get(code) ?? []));
  };
  return (
    <div className="regions">
      <Select
        mode="multiple"
        aria-label={t('organization.regions.search')}
        placeholder={t('organization.regions.search')}
        disabled={disabled}
        value={value.map(({ code }) => code)}
        onChange={choose}
        options={[...known.values()].map(({ code, fullName }) => ({ value: code, label: fullName }))}
        showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false, autoClearSearchValue: true }}
        notFoundContent={
          typed.trim() ? (found.isFetching ? t('organization.loading') : t('organization.regions.none')) : null
        }
      />
      {disabled ? null : (
        <RegionCascader
          onAdd={(region) => {
            if (!value.some(({ code }) => code === region.code)) onChange([...value, region]);
          }}
        />
      )}
    </div>
  );
};

const RegionCascader = ({ onAdd }: { onAdd: (region: ChosenRegion) => void }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [wanted, setWanted] = useState(false);
  const [path, setPath] = useState<RegionOption[]>([]);
  const [grown, setGrown] = useState<RegionOption[] | null>(null);
  const provinces = useQuery({ ...regionsQuery(null), enabled: wanted });
  const options = grown ?? provinces.data?.map(optionOf) ?? [];
  const load = async (chosen: RegionOption[]) => {
    const last = chosen.at(-1);
    if (!last) return;
    const children = await queryClient.fetchQuery(regionsQuery(last.value));
    setGrown((before) => withChildren(before ?? options, last.value, children.map(optionOf)));
  };
  const last = path.at(-1);
  return (
    <div className="regions-add">
      <Cascader<RegionOption>
        aria-label={t('organization.regions.browse')}
        placeholder={t('organization.regions.browse')}
        changeOnSelect
        options={options}
        value={path.map((option) => option.value)}
        loadData={(chosen) => void load(chosen)}
        onOpenChange={() => setWanted(true)}
        onChange={(_, chosen) => setPath(chosen ?? [])}
        notFoundContent={provinces.isFetching ? t('organization.loading') : null}
      />
      <Button
        icon={<Plus size={14} />}
        disabled={!last}
        onClick={() => {
          if (last) onAdd(last.region);
          setPath([]);
        }}
      >
        {t('organization.regions.add')}
      </Button>
    </div>
  );
};
