import type { LeftMessageField, LeftMessageForm } from '@cskefu/contract';

export type LeftValues = { readonly [F in LeftMessageField]?: string };

export interface LeftFault {
  readonly field: LeftMessageField;
  readonly why: 'required' | 'wrong';
}

const order: readonly LeftMessageField[] = ['name', 'email', 'phone', 'subject', 'text'];

/** As the server has it. */
const forms: Partial<Record<LeftMessageField, RegExp>> = {
  email: /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/,
  phone: /^\+?\d[\d\s().\-/]{3,}$/,
};

export const fieldsAskedFor = ({ fields }: LeftMessageForm): LeftMessageField[] =>
  order.filter((field) => fields[field].use !== 'off');

/** What was filled in, of what is asked for. */
export const filledIn = (values: LeftValues, form: LeftMessageForm): LeftValues =>
  Object.fromEntries(
    fieldsAskedFor(form).flatMap((field) => {
      const value = values[field]?.trim();
      return value ? [[field, value]] : [];
    }),
  );

/** What keeps the form from being sent, in the order of its fields. */
export const checkLeft = (values: LeftValues, form: LeftMessageForm): LeftFault[] => {
  const given = filledIn(values, form);
  const asked = fieldsAskedFor(form);
  const isEmpty = Object.keys(given).length === 0;
  return asked.flatMap((field): LeftFault[] => {
    const value = given[field];
    if (value === undefined) {
      const isNeeded = form.fields[field].use === 'required' || (isEmpty && field === asked.at(-1));
      return isNeeded ? [{ field, why: 'required' }] : [];
    }
    return forms[field]?.test(value) === false ? [{ field, why: 'wrong' }] : [];
  });
};
