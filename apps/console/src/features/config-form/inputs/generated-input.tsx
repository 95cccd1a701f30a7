import type { TextField } from '@cskefu/plugin-sdk';
import { Button, Input } from 'antd';
import { Copy, KeyRound, WandSparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../components/toaster.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { useForm } from '../form-context.ts';
import { ariaOf, type InputProps } from './input-props.ts';

/** A random value that the desk makes, shown this once: whoever needs it elsewhere copies it now. */
export const GeneratedInput = (props: InputProps<TextField>) => {
  const { t } = useTranslation();
  const { path, field, value } = props;
  const { kept, generated } = useForm();
  const fresh = generated[path] ?? (field.secret ? undefined : value);
  if (typeof fresh === 'string' && fresh !== '') return <FreshValue {...props} fresh={fresh} />;
  if (!kept.has(path)) return <span className="config-secret">{t('configForm.generated.onSave')}</span>;
  return (
    <span className="config-secret">
      <KeyRound size={14} aria-hidden="true" />
      {t('configForm.secret.set')}
      <MakeAnother {...props} />
    </span>
  );
};

const FreshValue = (props: InputProps<TextField> & { fresh: string }) => {
  const { t } = useTranslation();
  const { id, field, fresh } = props;
  const copy = async () => {
    if (await copyText(fresh)) toast('good', t('common.copied'));
    else toast('bad', t('common.copyFailed'));
  };
  return (
    <>
      <span className="config-generated">
        <Input id={id} {...ariaOf(props)} value={fresh} readOnly onFocus={({ target }) => target.select()} />
        <Button icon={<Copy size={14} />} onClick={() => void copy()}>
          {t('configForm.generated.copy')}
        </Button>
        {field.secret ? null : <MakeAnother {...props} />}
      </span>
      {field.secret ? <p className="config-note">{t('configForm.generated.once')}</p> : null}
    </>
  );
};

const MakeAnother = ({ path, describedBy }: InputProps<TextField>) => {
  const { t } = useTranslation();
  const { disabled, generate } = useForm();
  if (disabled || !generate) return null;
  return (
    <Button
      size="small"
      aria-describedby={describedBy}
      icon={<WandSparkles size={14} />}
      onClick={() => {
        if (window.confirm(t('configForm.generated.confirm'))) generate(path);
      }}
    >
      {t('configForm.generated.another')}
    </Button>
  );
};
