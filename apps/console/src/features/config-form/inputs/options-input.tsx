import type { TextField } from '@cskefu/plugin-sdk';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useForm } from '../form-context.ts';
import { ariaOf, type InputProps } from './input-props.ts';
import { TextInput } from './text-input.tsx';

/** A choice that the plugin offers when asked. If it cannot say, one writes the value by hand. */
export const OptionsInput = ({ name, ...props }: InputProps<TextField> & { name: string }) => {
  const { t } = useTranslation();
  const { id, path, field, value, invalid, onChange } = props;
  const { disabled, words, touch, loadOptions } = useForm();
  const [byHand, setByHand] = useState(false);
  const load = loadOptions === 'later' ? null : loadOptions;
  const options = useQuery({
    queryKey: ['config-options', name, load !== null],
    queryFn: () => load?.(name) ?? [],
    enabled: load !== null && !disabled,
    retry: false,
    gcTime: 0,
  });
  if (byHand || !load) {
    return (
      <>
        <TextInput {...props} />
        {loadOptions === 'later' ? <p className="config-help">{t('configForm.options.later')}</p> : null}
        {load ? (
          <Button type="link" size="small" onClick={() => setByHand(false)}>
            {t('configForm.options.choose')}
          </Button>
        ) : null}
      </>
    );
  }
  const offered = options.data ?? [];
  const unknown = typeof value === 'string' && !offered.some((option) => option.value === value) ? [value] : [];
  return (
    <>
      <Select
        id={id}
        {...ariaOf(props)}
        className="config-choice"
        showSearch={{ optionFilterProp: 'label' }}
        loading={options.isFetching}
        value={(value as string | undefined) ?? field.default ?? null}
        disabled={disabled}
        allowClear={field.optional === true}
        status={invalid ? 'error' : ''}
        placeholder={options.isFetching ? t('configForm.options.loading') : t('configForm.options.none')}
        notFoundContent={options.isFetching ? t('configForm.options.loading') : t('configForm.options.empty')}
        onBlur={() => touch(path)}
        onChange={onChange}
        options={[
          ...unknown.map((one) => ({ value: one, label: one })),
          ...offered.map((option) => ({ value: option.value, label: words(option.title) })),
        ]}
      />
      {options.isError ? (
        <p className="config-problem" role="alert">
          {t('configForm.options.failed')}
        </p>
      ) : null}
      <span className="config-acts">
        <Button
          type="link"
          size="small"
          icon={<RotateCw size={12} />}
          disabled={disabled}
          onClick={() => void options.refetch()}
        >
          {t('configForm.options.again')}
        </Button>
        <Button type="link" size="small" disabled={disabled} onClick={() => setByHand(true)}>
          {t('configForm.options.byHand')}
        </Button>
      </span>
    </>
  );
};
