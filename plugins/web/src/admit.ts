import type { Admission, ArrivalForm } from '@cskefu/plugin-sdk';
import type { WebSettings } from './web-settings.ts';

type FieldName = keyof WebSettings['preChat']['fields'];

const order = ['name', 'email', 'phone', 'question1', 'question2', 'question3'] as const satisfies readonly FieldName[];

const MOST: Readonly<Record<FieldName, number>> = {
  name: 60,
  email: 254,
  phone: 40,
  question1: 500,
  question2: 500,
  question3: 500,
};

const FORMS: Partial<Record<FieldName, RegExp>> = {
  email: /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/,
  phone: /^\+?\d[\d\s().\-/]{3,}$/,
};

/** May a visitor begin, with what they entered? Only what the channel asks for is kept. */
export const admit = (form: ArrivalForm, { preChat, privacy, skillGroups }: WebSettings): Admission => {
  const asked = order.filter((name) => preChat.fields[name].use !== 'off');
  const given = Object.fromEntries(
    asked.flatMap((name) => {
      const value = form.fields[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const faults = [
    ...asked.flatMap((name) => faultOf(name, given[name], preChat.fields[name].use)),
    ...(skillGroups.length > 0 && !isOffered(form.skillGroupId, skillGroups) ? [required('skillGroupId')] : []),
    ...(privacy.consent && !form.consent ? [required('consent')] : []),
  ];
  if (faults.length > 0) return { ok: false, faults };
  const skillGroupId = skillGroups.length > 0 ? form.skillGroupId : null;
  return { ok: true, form: { fields: given, consent: form.consent && privacy.consent, skillGroupId } };
};

type Fault = { readonly field: string; readonly why: 'required' | 'malformed' };

const required = (field: string): Fault => ({ field, why: 'required' });

const isOffered = (id: number | null, offered: readonly number[]) => id !== null && offered.includes(id);

const faultOf = (name: FieldName, value: string | undefined, use: string): Fault[] => {
  if (value === undefined) return use === 'required' ? [required(name)] : [];
  const fits = value.length <= MOST[name] && (FORMS[name]?.test(value) ?? true);
  return fits ? [] : [{ field: name, why: 'malformed' }];
};
