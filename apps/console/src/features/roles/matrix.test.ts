import { permissions } from '@cskefu/contract/permissions';
import { describe, expect, it } from 'vitest';
import { grantableOf, kinds, matrixRows, withPermissions } from './matrix.ts';

describe('the matrix of permissions', () => {
  it('shows every permission exactly once', () => {
    const shown = matrixRows.flatMap(({ cells }) => kinds.flatMap((kind) => cells[kind]));
    expect(shown.toSorted()).toEqual(permissions.toSorted());
  });

  it('offers no permission of the super administrator', () => {
    expect(kinds.flatMap(grantableOf)).not.toContain('roles:write');
    expect(kinds.flatMap(grantableOf)).toContain('roles:assign');
  });

  it('grants and takes without touching the rest', () => {
    const granted = withPermissions(['channels:read'], ['conversations:read'], true);
    expect(granted).toEqual(['conversations:read', 'channels:read']);
    expect(withPermissions(granted, ['channels:read'], false)).toEqual(['conversations:read']);
  });
});
