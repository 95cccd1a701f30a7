import { createHttp, type Http } from '@cskefu/client';
import { currentUnit } from './current-unit.ts';

const inUnit = (id: number | undefined): Record<string, string> =>
  id === undefined ? {} : { 'x-org-unit': String(id) };

/** The desk's HTTP API on our own origin; the session cookie goes along by itself. Lists keep to the current unit. */
export const http = createHttp({ baseUrl: '', headers: () => inUnit(currentUnit()?.id) });

/** The same, narrowed to one unit and below. */
export const httpWithin = (unitId: number): Http => createHttp({ baseUrl: '', headers: () => inUnit(unitId) });
