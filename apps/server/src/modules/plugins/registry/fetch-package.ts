import { createHash } from 'node:crypto';
import { DomainError } from '../../../platform/errors/index.ts';
import { refusal } from '../package/refusal.ts';
import type { Origin } from '../packages.store.ts';
import { visitRegistry } from './ask-registry.ts';
import { checkSignatures, findKeys } from './check-signatures.ts';
import { findVersion, type RegistryVersion } from './find-version.ts';

/** Of a package as it comes, packed. */
export const MAX_PACKED = 8 * 1024 * 1024;

export interface FetchedPackage extends Pick<RegistryVersion, 'name' | 'version' | 'newer'> {
  readonly bytes: Buffer;
  readonly source: 'registry';
  readonly origin: Origin;
}

/**
 * Fetches a package from a registry that speaks the protocol of npm. Only an administrator asks for it, and only of the registry that the operator
 * has named: the file itself comes from there, too.
 * @throws {DomainError} not_found, registry_failed, too_large, package_refused, signature_refused, version_held
 */
export async function fetchPackage(
  { registry, holdHours }: { readonly registry: string | null; readonly holdHours: number },
  wanted: { name: string; version?: string | undefined },
): Promise<FetchedPackage> {
  if (registry === null) throw new DomainError('not_found', { detail: 'no registry is configured' });
  const visit = visitRegistry(registry);
  const found = await findVersion(visit, wanted, holdHours);
  const { name, version, newer, dist, publishedAt } = found;
  const signature = checkSignatures(found, await findKeys(visit));
  const bytes = await visit.ask(dist.tarball, MAX_PACKED);
  if (!dist.integrity || !fits(bytes, dist.integrity))
    throw refusal('', 'not_a_package', 'its bytes are not those that the registry promises');
  const keyIds = signature === 'signed' ? (dist.signatures ?? []).map(({ keyid }) => keyid) : [];
  return { name, version, newer, bytes, source: 'registry', origin: { signature, keyIds, publishedAt } };
}

/** `sha512-…`, perhaps several; older kinds count for nothing. */
const fits = (packed: Buffer, integrity: string): boolean => {
  const told = createHash('sha512').update(packed).digest('base64');
  return integrity.split(/\s+/).includes(`sha512-${told}`);
};
