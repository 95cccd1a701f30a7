import type { LeftMessageForm } from '@cskefu/contract';
import { expect, test } from 'vitest';
import { checkLeft, filledIn } from './check-left.ts';

const form = (uses: Partial<Record<keyof LeftMessageForm['fields'], 'off' | 'optional' | 'required'>>) => {
  const field = (name: keyof LeftMessageForm['fields']) => ({ use: uses[name] ?? 'off', label: null }) as const;
  return {
    offer: 'beside',
    intro: null,
    fields: {
      name: field('name'),
      email: field('email'),
      phone: field('phone'),
      subject: field('subject'),
      text: field('text'),
    },
  } satisfies LeftMessageForm;
};

test('what must be there is asked for, in the order of the form', () => {
  expect(checkLeft({ name: ' ' }, form({ name: 'optional', email: 'required', text: 'required' }))).toEqual([
    { field: 'email', why: 'required' },
    { field: 'text', why: 'required' },
  ]);
});

test('an address and a number must look like one', () => {
  const asked = form({ email: 'optional', phone: 'optional', text: 'optional' });
  expect(checkLeft({ email: 'wang', phone: '12a' }, asked)).toEqual([
    { field: 'email', why: 'wrong' },
    { field: 'phone', why: 'wrong' },
  ]);
  expect(checkLeft({ email: 'wang@example.com', phone: '+86 138-0000 0000' }, asked)).toEqual([]);
});

test('an empty form is not sent, even if nothing in it is required', () => {
  expect(checkLeft({}, form({ name: 'optional', text: 'optional' }))).toEqual([{ field: 'text', why: 'required' }]);
});

test('only what is asked for goes out, without blanks around it', () => {
  expect(filledIn({ name: ' 王 ', phone: '123456', text: '好' }, form({ name: 'optional', text: 'required' }))).toEqual(
    {
      name: '王',
      text: '好',
    },
  );
});
