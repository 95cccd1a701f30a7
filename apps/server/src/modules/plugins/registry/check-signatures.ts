import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { DomainError } from '../../../platform/errors/index.ts';
import type { Origin } from '../packages.store.ts';
import { failed, jsonOf, type RegistryVisit } from './ask-registry.ts';
import type { RegistryVersion } from './find-version.ts';

const MAX_KEYS = 64 * 1024;
/** How registries say that they have never heard of keys. */
const NO_KEYS = [400, 404, 405, 501];

const keyList = z.object({
  keys: z
    .array(z.object({ keyid: z.string().max(200), key: z.string().max(2_000), expires: z.string().max(50).nullish() }))
    .max(100),
});
export type RegistryKey = z.infer<typeof keyList>['keys'][number];

/**
 * The keys that the registry signs with; none if it does not know what is asked for.
 * @throws {DomainError} too_large, registry_failed
 */
export async function findKeys(registry: RegistryVisit): Promise<readonly RegistryKey[]> {
  const body = await registry.ask(`${registry.base}/-/npm/v1/keys`, MAX_KEYS, NO_KEYS).catch((error) => {
    if (error instanceof DomainError && error.code === 'not_found') return null;
    throw error;
  });
  if (body === null) return [];
  const parsed = keyList.safeParse(jsonOf(body));
  if (!parsed.success) throw failed('its keys are something else');
  return parsed.data.keys;
}

/**
 * Whether the registry stands for name, version and bytes. A signature that is there must be right: one that is not is worse than none.
 * @throws {DomainError} signature_refused
 */
export const checkSignatures = (found: RegistryVersion, keys: readonly RegistryKey[]): Origin['signature'] => {
  if (keys.length === 0) return 'not_offered';
  const signatures = found.dist.signatures ?? [];
  if (signatures.length === 0) return 'unsigned';
  const signed = `${found.name}@${found.version}:${found.dist.integrity ?? ''}`;
  const issues = signatures.flatMap(({ keyid, sig }) => {
    const fault = faultOf(
      keys.find((key) => key.keyid === keyid),
      { signed, sig, at: found.publishedAt ?? new Date() },
    );
    return fault ? [{ path: keyid, message: fault }] : [];
  });
  if (issues.length > 0)
    throw new DomainError('signature_refused', { detail: `the signature over ${signed} does not hold`, issues });
  return 'signed';
};

type Fault = 'unknown_key' | 'expired_key' | 'bad_signature';

const faultOf = (
  known: RegistryKey | undefined,
  { signed, sig, at }: { signed: string; sig: string; at: Date },
): Fault | null => {
  const key = known && keyOf(known.key);
  if (!key) return 'unknown_key';
  // A key that is retired stands for what was published before; without its date nothing is known to be from before.
  if (known.expires && !(at.getTime() < Date.parse(known.expires))) return 'expired_key';
  return verify('sha256', Buffer.from(signed), key, Buffer.from(sig, 'base64')) ? null : 'bad_signature';
};

/** ECDSA on P-256, the only kind that registries sign with. */
const keyOf = (base64: string): KeyObject | null => {
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : null;
  } catch {
    return null;
  }
};
