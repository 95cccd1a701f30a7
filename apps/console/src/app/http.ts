import { createHttp } from '@cskefu/client';

/** The desk's HTTP API on our own origin; the session cookie goes along by itself. */
export const http = createHttp({ baseUrl: '' });
