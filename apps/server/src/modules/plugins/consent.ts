import type { PluginPackage } from '@cskefu/contract';
import semver from 'semver';
import { DomainError } from '../../platform/errors/index.ts';
import type { KnownPlugin } from './facts.ts';
import type { PluginRecord } from './plugins.store.ts';
import { dataStateOf } from './stored-data/data-state.ts';

interface Granted {
  readonly version: string;
  readonly permissions: readonly string[];
  readonly hosts: readonly string[];
}

/** What installing a package would change of what is granted now. */
export const changeTo = (
  { manifest }: KnownPlugin,
  current: Granted | null,
  record: PluginRecord | undefined,
): PluginPackage['change'] => ({
  kind: kindOf(manifest.version, current),
  addedPermissions: missing(manifest.permissions, current?.permissions ?? []),
  removedPermissions: missing(current?.permissions ?? [], manifest.permissions),
  addedHosts: missing(manifest.net.allow, current?.hosts ?? []),
  removedHosts: missing(current?.hosts ?? [], manifest.net.allow),
  data: record ? dataStateOf(record, manifest) : 'fits',
});

const kindOf = (version: string, current: Granted | null): PluginPackage['change']['kind'] => {
  if (!current) return 'install';
  const order = semver.compare(version, current.version);
  if (order === 0) return 'reinstall';
  return order > 0 ? 'upgrade' : 'downgrade';
};

/**
 * Whoever installs must have named exactly what the package asks for: not less, for it would not work, and not more, for then they have read another one.
 * @throws {DomainError} consent_required
 */
export const requireConsent = (
  { manifest }: KnownPlugin,
  agreed: { readonly permissions: readonly string[]; readonly hosts: readonly string[] },
): void => {
  const issues = [
    ...differences('permissions', manifest.permissions, agreed.permissions),
    ...differences('hosts', manifest.net.allow, agreed.hosts),
  ];
  if (issues.length > 0) throw new DomainError('consent_required', { issues });
};

const differences = (path: string, asked: readonly string[], agreed: readonly string[]) => [
  ...missing(asked, agreed).map((name) => ({ path, message: `+${name}` })),
  ...missing(agreed, asked).map((name) => ({ path, message: `-${name}` })),
];

const missing = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((name) => !others.includes(name));
