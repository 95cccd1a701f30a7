const FIRST_DATA_VERSION = 1;

interface WithMigrations {
  /** Versions of the data, as in a manifest. */
  readonly migrations?: readonly number[];
}

/** The version of the data that a plugin of this manifest works with. */
export const dataVersionOf = ({ migrations }: WithMigrations): number => migrations?.at(-1) ?? FIRST_DATA_VERSION;

/** Whether each step begins where the one before ends. The oldest may be left out, once nobody needs them. */
export const areInOrder = (migrations: readonly number[]): boolean =>
  migrations.every(
    (to, at) => Number.isInteger(to) && to > FIRST_DATA_VERSION && (at === 0 || to === (migrations[at - 1] ?? 0) + 1),
  );
