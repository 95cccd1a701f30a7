import { DomainError } from '../../platform/errors/index.ts';

/**
 * Runs a write that gives a unit its name and place.
 * @throws {DomainError} taken: a sibling is called the same; not_found: the parent was deleted meanwhile
 */
export async function withFreeName<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { constraint } = error as { constraint?: string };
    if (constraint === 'org_units_name')
      throw new DomainError('taken', { issues: [{ path: 'name', message: 'a sibling is called the same' }] });
    if (constraint === 'org_unit_exists') throw new DomainError('not_found');
    throw error;
  }
}
