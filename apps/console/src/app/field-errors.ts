import { ApiError } from '@cskefu/client';
import { useTranslation } from 'react-i18next';

/** What is wrong with a field; other codes are told by `errors.…` as a whole. */
type FieldCode = 'taken' | 'weak_password' | 'invalid_input';

const isFieldCode = (code: string): code is FieldCode =>
  code === 'taken' || code === 'weak_password' || code === 'invalid_input';

/** `body/orgUnitId`, `/orgUnitId`, `orgUnitId.0`: the field of the form that is meant. */
const fieldOf = (path: string, fields: readonly string[]) => path.split(/[./]/).find((part) => fields.includes(part));

/** The failures of a form where they belong: at their fields. Empty if the failure is of no field. */
export const useFieldErrors = () => {
  const { t } = useTranslation();
  return <T extends object>(error: unknown, fields: readonly (keyof T & string)[]) => {
    if (!(error instanceof ApiError) || !isFieldCode(error.code)) return [];
    const { code } = error;
    const paths = code === 'weak_password' ? ['password'] : (error.issues ?? []).map(({ path }) => path);
    return paths.flatMap((path) => {
      const name = fieldOf(path, fields) as (keyof T & string) | undefined;
      return name ? [{ name, errors: [t(`fieldErrors.${code}`)] }] : [];
    });
  };
};
