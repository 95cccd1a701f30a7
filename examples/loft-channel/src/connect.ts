import { type ConnectContext, PluginError } from '@cskefu/plugin-sdk';
import { lettersIn } from './parse.ts';
import { type Account, get } from './provider.ts';

/** As many as one frame may hold, with room for what else there is. */
const AT_ONCE = 50;
/** So long the loft keeps the question open while nothing comes. */
const WAIT_S = 20;

/** Asks for new letters until nobody wants them any more. The number of the last one is the place to go on from. */
export const fetchLetters = async (account: Account, { http, inbound, cursor, signal }: ConnectContext) => {
  let last = cursor ?? '0';
  while (!signal.aborted) {
    const question = `/letters?after=${last}&limit=${AT_ONCE}&wait=${WAIT_S}`;
    const { status, body } = await get(http, account, question, { timeoutMs: (WAIT_S + 10) * 1_000 });
    // The desk comes again, later each time.
    if (status !== 200) throw new PluginError('provider_down', `the loft answered ${status}`);
    const newest = lettersIn(body).at(-1);
    if (!newest) continue;
    const frame = { method: 'GET', path: '/letters', query: {}, headers: {}, body, receivedAt: Date.now() };
    await inbound(frame, String(newest.number));
    last = String(newest.number);
  }
};
