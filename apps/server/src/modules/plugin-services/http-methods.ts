import { headersOf, readAnswer } from '../../platform/egress/index.ts';
import { type CoreMethods, coreMethod } from '../plugins/index.ts';
import { type MakeOutsideRequest, outsideRequest } from './outside-requests.ts';

const MAX_ANSWER_BYTES = 200_000;

/** `http.fetch`: the only way from a plugin to the outside. */
export const createHttpMethods = (makeRequest: MakeOutsideRequest): CoreMethods => ({
  'http.fetch': coreMethod({
    permission: 'net',
    args: outsideRequest,
    handle: (args, caller) =>
      makeRequest(args, caller, async (answer, signal) => ({
        status: answer.statusCode ?? 0,
        headers: headersOf(answer),
        body: await readAnswer(answer, { maxBytes: MAX_ANSWER_BYTES, signal }),
      })),
  }),
});
