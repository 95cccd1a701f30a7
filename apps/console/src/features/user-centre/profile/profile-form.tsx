import { ApiError } from '@cskefu/client';
import type { Account } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { keepAccount, useAccount } from '../../../app/session.ts';
import { toast } from '../../../components/toaster.tsx';
import { Card } from '../card.tsx';
import { Fact, Field } from '../field.tsx';

const inputs = [
  { field: 'name', type: 'text', autoComplete: 'name', maxLength: 60 },
  { field: 'email', type: 'email', autoComplete: 'email', maxLength: 254 },
  { field: 'mobile', type: 'tel', autoComplete: 'tel', maxLength: 40 },
] as const;
type FieldName = (typeof inputs)[number]['field'];

const valuesOf = ({ name, email, mobile }: Account): Record<FieldName, string> => ({
  name,
  email: email ?? '',
  mobile: mobile ?? '',
});

/** The failure of one field: `body/mobile` and `mobile` both mean it. */
const isAt = (error: unknown, field: FieldName) =>
  error instanceof ApiError && (error.issues ?? []).some(({ path }) => path.split(/[./]/).includes(field));

/** Name and addresses, by which the person also signs in. */
export const ProfileForm = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const queryClient = useQueryClient();
  const known = valuesOf(account);
  const [values, setValues] = useState(known);
  const changed = inputs.map(({ field }) => field).filter((field) => values[field].trim() !== known[field]);
  const save = useMutation({
    mutationFn: () =>
      http.request('PATCH /api/me', {
        body: Object.fromEntries(changed.map((field) => [field, values[field].trim()])),
      }),
    onSuccess: (next) => {
      keepAccount(queryClient, next);
      setValues(valuesOf(next));
      toast('good', t('userCentre.profile.saved'));
    },
  });
  const errorOf = (field: FieldName) => {
    if (field === 'name' && !values.name.trim()) return t('userCentre.profile.nameMissing');
    if (!isAt(save.error, field)) return null;
    return codeOf(save.error) === 'taken'
      ? t(`userCentre.profile.taken.${field}`)
      : t(`userCentre.profile.invalid.${field}`);
  };
  const isTold = inputs.some(({ field }) => isAt(save.error, field));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed.length > 0 && values.name.trim() && !save.isPending) save.mutate();
  };
  return (
    <Card title={t('userCentre.profile.title')}>
      <form onSubmit={submit} noValidate>
        <Fact label={t('userCentre.profile.username')} help={t('userCentre.profile.usernameHelp')}>
          {account.username}
        </Fact>
        {inputs.map(({ field, ...input }) => (
          <Field
            key={field}
            label={t(`userCentre.profile.${field}`)}
            help={field === 'name' ? undefined : t(`userCentre.profile.help.${field}`)}
            error={errorOf(field)}
          >
            {(ids) => (
              <Input
                {...ids}
                {...input}
                name={field}
                value={values[field]}
                status={ids['aria-invalid'] ? 'error' : ''}
                onChange={(event) => {
                  setValues({ ...values, [field]: event.target.value });
                  if (save.isError) save.reset();
                }}
              />
            )}
          </Field>
        ))}
        {save.isError && !isTold ? (
          <p className="me-failure" role="alert">
            {errorText(save.error)}
          </p>
        ) : null}
        <div className="me-form-acts">
          <Button type="primary" htmlType="submit" disabled={changed.length === 0} loading={save.isPending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
};
