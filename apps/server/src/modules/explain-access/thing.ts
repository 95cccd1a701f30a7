import type { Permission } from '@cskefu/contract';
import { type AccountActor, reaches } from '../access/index.ts';
import type { Reach } from '../organization/index.ts';

export interface Place extends Reach {
  readonly name: string;
}

/** Something of which one may ask who can see it. */
export interface Thing {
  /** What is needed to see it. */
  readonly permission: Permission;
  /** Where it lies. A visitor lies wherever they have talked; the newest place comes first. */
  readonly places: readonly [Place, ...Place[]];
  /** Agents who serve or served it: they see it wherever they stand. */
  readonly servedBy: readonly string[];
}

type Viewer = Pick<AccountActor, 'id' | 'orgUnit'> & { readonly permissions: ReadonlySet<Permission> };

/** Whether the doors let somebody see it. */
export function sees(viewer: Viewer, thing: Thing): boolean {
  return viewer.permissions.has(thing.permission) && (liesWithin(viewer, thing) || thing.servedBy.includes(viewer.id));
}

export function liesWithin(viewer: Pick<AccountActor, 'orgUnit'>, { places }: Pick<Thing, 'places'>): boolean {
  return places.some(({ path }) => reaches(viewer, path));
}

/** The place that the viewer may know of: the newest in their reach, else the newest. */
export function placeFor(viewer: Pick<AccountActor, 'orgUnit'>, { places }: Pick<Thing, 'places'>): Place {
  return places.find(({ path }) => reaches(viewer, path)) ?? places[0];
}

/** Units from which one sees it: those where it lies and all above. */
export function unitsAbove({ places }: Pick<Thing, 'places'>): number[] {
  return [...new Set(places.flatMap(({ path }) => path.slice(1, -1).split('/').map(Number)))];
}
