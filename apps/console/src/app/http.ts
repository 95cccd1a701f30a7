import { ApiError, createHttp, type Http } from '@cskefu/client';
import { currentUnit } from './current-unit.ts';

const inUnit = (id: number | undefined): Record<string, string> =>
  id === undefined ? {} : { 'x-org-unit': String(id) };

/** The desk's HTTP API on our own origin; the session cookie goes along by itself. Lists keep to the current unit. */
export const http = createHttp({ baseUrl: '', headers: () => inUnit(currentUnit()?.id) });

/** The same without the current unit: who one is does not depend on it. */
export const httpAtLarge = createHttp({ baseUrl: '' });

/** The same, narrowed to one unit and below. */
export const httpWithin = (unitId: number): Http => createHttp({ baseUrl: '', headers: () => inUnit(unitId) });

/** A file that the desk makes on demand; kept to the current unit as lists are. */
export const fetchFile = async (address: string): Promise<Blob> => {
  const answer = await fetch(address, { headers: inUnit(currentUnit()?.id) }).catch((cause: unknown) => {
    throw new ApiError(0, { code: 'network' }, cause);
  });
  if (answer.ok) return answer.blob();
  const body = (await answer.json().catch(() => null)) as ConstructorParameters<typeof ApiError>[1] | null;
  throw new ApiError(answer.status, body ?? { code: 'internal' });
};
