import { idFrom } from '../../lib/one-of.ts';

/** What the address of the page says. */
export interface SessionSettingsSearch {
  unit?: number;
}

export const sessionSettingsSearch = ({ unit }: Record<string, unknown>): SessionSettingsSearch => {
  const id = idFrom(unit);
  return id === undefined ? {} : { unit: id };
};
