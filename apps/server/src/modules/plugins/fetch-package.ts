import { createHash } from 'node:crypto';
import semver from 'semver';
import { z } from 'zod';
import { DomainError } from '../../platform/errors/index.ts';
import { refusal } from './package/refusal.ts';

/** Of a package as it comes, packed. */
export const MAX_PACKED = 8 * 1024 * 1024;
const MAX_ABOUT = 20 * 1024 * 1024;
const FETCH_MS = 30_000;

const about = z.object({
  'dist-tags': z.record(z.string(), z.string()).optional(),
  versions: z.record(
    z.string(),
    z.object({
      dist: z.object({ tarball: z.url({ protocol: /^https?$/ }), integrity: z.string().max(1_000).optional() }),
    }),
  ),
});

/**
 * Fetches a package from a registry that speaks the protocol of npm. Only an administrator asks for it, and only of the registry that the operator
 * has named: the file itself comes from there, too.
 * @throws {DomainError} not_found, registry_failed, too_large, package_refused
 */
export async function fetchPackage(
  registry: string | null,
  { name, version }: { name: string; version?: string | undefined },
): Promise<Buffer> {
  if (registry === null) throw new DomainError('not_found', { detail: 'no registry is configured' });
  const dist = await findVersion(registry, name, version);
  const packed = await read(dist.tarball, MAX_PACKED);
  if (!dist.integrity || !fits(packed, dist.integrity))
    throw refusal('', 'not_a_package', 'its bytes are not those that the registry promises');
  return packed;
}

async function findVersion(registry: string, name: string, version: string | undefined) {
  const body = await read(`${registry}/${name.replace('/', '%2f')}`, MAX_ABOUT);
  const parsed = about.safeParse(jsonOf(body));
  if (!parsed.success) throw new DomainError('registry_failed', { detail: 'it answers with something else' });
  const { versions } = parsed.data;
  const wanted =
    version ?? parsed.data['dist-tags']?.['latest'] ?? semver.maxSatisfying(Object.keys(versions), '*') ?? '';
  const found = Object.hasOwn(versions, wanted) ? versions[wanted] : undefined;
  if (!found) throw new DomainError('not_found', { detail: `no version ${wanted} of ${name}` });
  if (new URL(found.dist.tarball).origin !== new URL(registry).origin)
    throw new DomainError('registry_failed', { detail: 'it keeps its files elsewhere' });
  return found.dist;
}

async function read(url: string, max: number): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS), redirect: 'error' }).catch((error) => {
    throw new DomainError('registry_failed', { detail: String((error as Error).cause ?? error) });
  });
  if (response.status === 404) throw new DomainError('not_found');
  if (!response.ok || !response.body) throw new DomainError('registry_failed', { detail: `status ${response.status}` });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > max) throw new DomainError('too_large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError('registry_failed', { detail: String(error) });
  }
  return Buffer.concat(chunks);
}

const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** `sha512-…`, perhaps several; older kinds count for nothing. */
const fits = (packed: Buffer, integrity: string): boolean => {
  const told = createHash('sha512').update(packed).digest('base64');
  return integrity.split(/\s+/).includes(`sha512-${told}`);
};
