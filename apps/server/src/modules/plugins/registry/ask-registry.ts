import { DomainError } from '../../../platform/errors/index.ts';

/** From the first word to the last byte, whatever has to be asked: the console waits for a minute. */
const WHOLE_MS = 50_000;

/** One look at a registry. */
export interface RegistryVisit {
  readonly base: string;
  /**
   * Of the registry itself, never of where it sends one, until the time of the whole visit is over. `absent`: which answers mean that it has no such
   * thing.
   * @throws {DomainError} not_found, too_large, registry_failed
   */
  ask(url: string, maxBytes: number, absent?: readonly number[]): Promise<Buffer>;
}

export const visitRegistry = (base: string): RegistryVisit => {
  const signal = AbortSignal.timeout(WHOLE_MS);
  return {
    base,
    ask: async (url, maxBytes, absent = [404]) => {
      if (new URL(url).origin !== new URL(base).origin) throw failed('it keeps its files elsewhere');
      const response = await fetch(url, { signal, redirect: 'error' }).catch((error) => {
        throw failed(String((error as Error).cause ?? error));
      });
      if (response.ok && response.body) return take(response.body, maxBytes);
      await response.body?.cancel();
      throw absent.includes(response.status) ? new DomainError('not_found') : failed(`status ${response.status}`);
    },
  };
};

const take = async (body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > maxBytes) throw new DomainError('too_large');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw failed(String(error));
  }
  return Buffer.concat(chunks);
};

export const failed = (detail: string): DomainError => new DomainError('registry_failed', { detail });

export const jsonOf = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};
