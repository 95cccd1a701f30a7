import type { LeftMessageField, LeftMessageForm } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';

type Given = { readonly [F in LeftMessageField]?: string | undefined };

/**
 * What a form says, as far as the channel asks for it.
 * @throws {DomainError} invalid_input: what must be there is missing, or nothing is there at all
 */
export function checkForm(given: Given, { fields }: LeftMessageForm): Given {
  const names = Object.keys(fields) as LeftMessageField[];
  const asked = names.filter((name) => fields[name].use !== 'off');
  const missing = asked.filter((name) => fields[name].use === 'required' && given[name] === undefined);
  const kept = Object.fromEntries(asked.map((name) => [name, given[name]]));
  const isEmpty = Object.values(kept).every((value) => value === undefined);
  const issues = isEmpty && missing.length === 0 ? asked : missing;
  if (issues.length > 0)
    throw new DomainError('invalid_input', { issues: issues.map((path) => ({ path, message: 'is required' })) });
  return kept;
}
