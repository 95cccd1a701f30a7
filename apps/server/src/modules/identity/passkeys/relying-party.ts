import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** For whom a browser keeps and uses a passkey: the host name, and the pages that may ask. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** The public address, else the one that the browser called. A proxy that ends TLS without telling is seen through by the `Origin` header. */
export function relyingPartyOf(request: FastifyRequest, publicUrl: string | undefined): RelyingParty {
  const called = `${request.protocol}://${request.host}`;
  const given = request.headers.origin;
  const isOwn = given !== undefined && URL.canParse(given) && new URL(given).host === request.host;
  const { hostname, origin } = new URL(publicUrl ?? (isOwn ? given : called));
  return { id: hostname, origin };
}

/** Browsers make passkeys for names only, and only where nobody can listen in. */
export function offersPasskeys({ id, origin }: RelyingParty): boolean {
  return isIP(id.replace(/^\[|\]$/g, '')) === 0 && (origin.startsWith('https:') || id === 'localhost');
}
