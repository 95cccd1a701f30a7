import { createHash } from 'node:crypto';
import * as sdk from '@cskefu/plugin-sdk';

const API = 'https://api.plume.example/v1';

export interface Access {
  readonly app: { readonly appId: string; readonly appSecret: string };
  readonly context: Pick<sdk.PluginContext, 'http' | 'tokens'>;
}

export const writeLetter = async (message: sdk.OutboundMessage, access: Access): Promise<sdk.SendResult> => {
  const text = message.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n');
  const [picture] = message.parts.flatMap((part) => (part.kind === 'image' ? [part.url] : []));
  const letter = { key: message.idempotencyKey, nest: message.thread.id, text, picture };
  return ask(access, 'POST', '/letters', letter).then(toResult, sdk.doubtOf);
};

/** Plume finds a letter by the key that it was written with. */
export const findLetter = ({ idempotencyKey }: sdk.OutboundMessage, access: Access) =>
  ask(access, 'GET', `/letters/${idempotencyKey}`).then(
    (answer) => (answer.status === 404 ? ('never_sent' as const) : toResult(answer)),
    sdk.doubtOf,
  );

const toResult = (answer: sdk.OutsideAnswer): sdk.SendResult => {
  const { status, body } = answer;
  if (status < 300) return { ok: true, externalIds: [String(sdk.objectOf(body)['id'])], state: 'sent' };
  if (status === 403) return sdk.refusalOf(answer, 'window_closed');
  return sdk.refusalOf(answer, status === 410 ? 'media_failed' : 'content_refused');
};

export const testApp = async (access: Access): Promise<sdk.Health> => {
  const { status, body } = await ask(access, 'GET', '/app').catch(() => ({ status: 0, body: new Uint8Array() }));
  if (status === 200) return { ok: true, account: String(sdk.objectOf(body)['name']) };
  return { ok: false, code: status === 401 ? 'bad_credentials' : 'outage', detail: `Plume answered ${status}` };
};

/** With an access token, which the desk keeps for the hour that it is good for. If Plume gives none, its answer is why. */
const ask = async ({ app, context: { http, tokens } }: Access, method: string, path: string, body?: object) => {
  // Another secret, another token: whoever corrects it goes on with a new one.
  const key = createHash('sha256').update(`${app.appId} ${app.appSecret}`).digest('hex');
  try {
    const token = await tokens.get(key, async () => {
      const answer = await http.fetch({ url: `${API}/token`, method: 'POST', body: JSON.stringify(app) });
      if (answer.status !== 200) throw new sdk.PluginError('no_token', 'Plume gives no access token', answer);
      const { token, seconds } = sdk.objectOf(answer.body);
      return { value: String(token), expiresInS: Number(seconds) };
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return await http.fetch({ url: API + path, method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  } catch (error) {
    if (error instanceof sdk.PluginError && error.code === 'no_token') return error.details as sdk.OutsideAnswer;
    throw error;
  }
};
