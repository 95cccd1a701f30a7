import { type Examine, warning } from './finding.ts';

const FIRST = 2;

/** Nothing is wrong with it, as long as nobody has data that old. */
export const examineMigrations: Examine = ({ manifest: { migrations = [] } }) => {
  const [first = FIRST] = migrations;
  if (first === FIRST) return [];
  return [
    warning(
      `Its migrations begin with ${first}: desks whose data is older than version ${first - 1} cannot install it.`,
      'Keep the older steps until nobody needs them.',
    ),
  ];
};
