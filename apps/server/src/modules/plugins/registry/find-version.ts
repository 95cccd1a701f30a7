import semver from 'semver';
import { z } from 'zod';
import { DomainError } from '../../../platform/errors/index.ts';
import { failed, jsonOf, type RegistryVisit } from './ask-registry.ts';
import { isYoung } from './hold-back.ts';

const MAX_ABOUT = 20 * 1024 * 1024;

const about = z.object({
  'dist-tags': z.record(z.string(), z.unknown()).nullish(),
  versions: z.record(z.string(), z.unknown()),
  time: z.record(z.string(), z.unknown()).nullish(),
});
type About = z.infer<typeof about>;

const distribution = z.object({
  dist: z.object({
    tarball: z.url({ protocol: /^https?$/ }),
    integrity: z.string().max(1_000).optional(),
    signatures: z
      .array(z.object({ keyid: z.string().max(200), sig: z.string().max(1_000) }))
      .max(10)
      .nullish(),
  }),
});

export interface RegistryVersion {
  readonly name: string;
  readonly version: string;
  readonly dist: z.infer<typeof distribution>['dist'];
  /** Null: the registry does not say. */
  readonly publishedAt: Date | null;
  /** There is a newer one, which is held back. */
  readonly newer: string | null;
}

/**
 * The version that was named, whatever its age; or the newest that is old enough.
 * @throws {DomainError} not_found, too_large, registry_failed; version_held: there is none that is old enough
 */
export async function findVersion(
  registry: RegistryVisit,
  { name, version }: { name: string; version?: string | undefined },
  holdHours: number,
): Promise<RegistryVersion> {
  const body = await registry.ask(`${registry.base}/${name.replace('/', '%2f')}`, MAX_ABOUT);
  const parsed = about.safeParse(jsonOf(body));
  if (!parsed.success) throw failed('it answers with something else');
  const newest = newestOf(parsed.data);
  const chosen = version ?? oldEnough(parsed.data, newest, holdHours);
  if (!Object.hasOwn(parsed.data.versions, chosen))
    throw new DomainError('not_found', { detail: `no version ${chosen} of ${name}` });
  const found = distribution.safeParse(parsed.data.versions[chosen]);
  if (!found.success) throw failed(`it says something else of ${chosen}`);
  return {
    name,
    version: chosen,
    dist: found.data.dist,
    publishedAt: publishedAt(parsed.data, chosen),
    newer: version === undefined && chosen !== newest ? newest : null,
  };
}

const newestOf = ({ 'dist-tags': tags, versions }: About): string => {
  const tagged = tags?.['latest'];
  return typeof tagged === 'string' ? tagged : (semver.maxSatisfying(Object.keys(versions), '*') ?? '');
};

const oldEnough = (known: About, newest: string, holdHours: number): string => {
  const now = new Date();
  const isOldEnough = (version: string) => !isYoung(publishedAt(known, version), holdHours, now);
  if (!Object.hasOwn(known.versions, newest) || isOldEnough(newest)) return newest;
  // Not what the publisher has not called the newest yet, and no drafts.
  const older = Object.keys(known.versions).filter(
    (version) => semver.prerelease(version) === null && semver.satisfies(version, `<${newest}`) && isOldEnough(version),
  );
  const [best] = semver.rsort(older);
  if (best === undefined)
    throw new DomainError('version_held', {
      detail: `no version is older than ${holdHours} hours; the newest is ${newest}`,
      issues: [{ path: newest, message: publishedAt(known, newest) ? 'too_young' : 'unknown_age' }],
    });
  return best;
};

const publishedAt = ({ time }: About, version: string): Date | null => {
  const told = time && Object.hasOwn(time, version) ? time[version] : undefined;
  const moment = typeof told === 'string' ? new Date(told) : null;
  return moment === null || Number.isNaN(moment.getTime()) ? null : moment;
};
