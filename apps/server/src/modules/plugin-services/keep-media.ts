import type { MediaPart } from '@cskefu/plugin-sdk';
import { DomainError } from '../../platform/errors/index.ts';
import { storeUpload } from '../files/index.ts';
import { limitBytes } from './limit-bytes.ts';
import type { MediaParts } from './media-methods.ts';
import { createOutsideRequests, type OutsideParts, outsideRequest } from './outside-requests.ts';
import { type CallersParts, createCallers } from './service-parts.ts';

const MEDIA_MS = 30_000;

export type KeepMediaParts = Omit<OutsideParts, 'callers'> & MediaParts & CallersParts;

/** Fetches a file that came over a channel and keeps it as the visitor's: from hosts that the plugin may reach, within its quota. */
export const createMediaKeeper = (parts: KeepMediaParts) => {
  const callers = createCallers(parts);
  const makeRequest = createOutsideRequests({ ...parts, callers });
  return async (pluginId: string, media: MediaPart, visitorId: string): Promise<string> => {
    const caller = { pluginId, signal: AbortSignal.timeout(MEDIA_MS) };
    if (!callers.pluginOf(caller).grants.has('net')) throw new DomainError('forbidden');
    const request = outsideRequest.parse({ url: media.url, timeoutMs: MEDIA_MS });
    return makeRequest(request, caller, async (answer, signal) => {
      if (answer.statusCode !== 200) throw new DomainError('unavailable', { detail: `answered ${answer.statusCode}` });
      const bytes = limitBytes(answer, parts.maxFileBytes, signal);
      return (await storeUpload(parts, { name: media.name, bytes }, { kind: 'visitor', id: visitorId })).id;
    });
  };
};
