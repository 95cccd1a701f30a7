import type { Fields } from '@cskefu/plugin-sdk';
import { useTranslation } from 'react-i18next';
import { FieldGroup } from './field-group.tsx';
import { ConfigFormContext, type Option } from './form-context.ts';
import type { ConfigDraft } from './use-config-draft.ts';
import { type Catalogs, wordsOf } from './words.ts';
import './config-form.css';

interface ConfigFormProps {
  fields: Fields;
  draft: ConfigDraft;
  /** For `%key%`; what the server has translated needs none. */
  catalogs?: Catalogs;
  disabled?: boolean;
  loadOptions?: ((name: string) => Promise<readonly Option[]>) | 'later';
  /** By path: what the desk has just made up, to be shown this once. */
  generated?: Readonly<Record<string, string>>;
  onGenerate?: (path: string) => void;
}

const nothing = {};

/** A form made from the fields that a plugin declares. Checks by the rules that the desk checks by; knows nothing of what is saved where. */
export const ConfigForm = ({
  fields,
  draft,
  catalogs = nothing,
  disabled = false,
  loadOptions,
  generated = nothing,
  onGenerate,
}: ConfigFormProps) => {
  const { i18n } = useTranslation();
  return (
    <ConfigFormContext
      value={{
        disabled,
        kept: draft.kept,
        problems: draft.problems,
        words: (text) => wordsOf(text, catalogs, i18n.language),
        loadOptions: loadOptions ?? null,
        generated,
        generate: onGenerate ?? null,
        touch: draft.touch,
      }}
    >
      <FieldGroup fields={fields} values={draft.values} prefix="" onChange={draft.change} />
    </ConfigFormContext>
  );
};
