import type { Field } from '@cskefu/plugin-sdk';

export interface InputProps<F = Exclude<Field, { type: 'group' }>> {
  id: string;
  path: string;
  field: F;
  value: unknown;
  describedBy: string | undefined;
  invalid: boolean;
  onChange: (value: unknown) => void;
}

/** What every field tells those who do not see it. */
export const ariaOf = ({ describedBy, invalid }: Pick<InputProps, 'describedBy' | 'invalid'>) => ({
  'aria-describedby': describedBy,
  'aria-invalid': invalid || undefined,
});
