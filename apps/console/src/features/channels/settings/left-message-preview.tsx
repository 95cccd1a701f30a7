import type { LeftMessageForm } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { formFields } from './form-fields.ts';
import './left-message-preview.css';

/** The form as visitors see it. */
export const LeftMessagePreview = ({ form, color }: { form: LeftMessageForm; color: string }) => {
  const { t } = useTranslation();
  return (
    <figure className="form-preview" aria-label={t('channels.leftMessage.preview')}>
      <figcaption>{t('channels.leftMessage.preview')}</figcaption>
      <div aria-hidden="true">
        <p>{form.intro ?? t('channels.leftMessage.introDefault')}</p>
        {formFields
          .filter((field) => form.fields[field].use !== 'off')
          .map((field) => (
            <div key={field} className={`form-preview-${field === 'text' ? 'text' : 'line'}`}>
              <span>
                {form.fields[field].label ?? t(`leftMessages.fields.${field}`)}
                {form.fields[field].use === 'required' ? <i>*</i> : null}
              </span>
              <b />
            </div>
          ))}
        <em style={{ background: color }}>{t('channels.leftMessage.submit')}</em>
      </div>
    </figure>
  );
};
