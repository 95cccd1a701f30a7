import * as sdk from '@cskefu/plugin-sdk';

export interface Account {
  readonly endpoint: string;
  readonly key: string;
}

type Http = sdk.PluginContext['http'];

export const get = (http: Http, { endpoint, key }: Account, path: string, more: { timeoutMs?: number } = {}) =>
  http.fetch({ url: endpoint + path, headers: { authorization: `Bearer ${key}` }, ...more });

export const writeLetter = ({ idempotencyKey, thread, parts }: sdk.OutboundMessage, account: Account, http: Http) => {
  const text = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('\n');
  const headers = { authorization: `Bearer ${account.key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ key: idempotencyKey, nest: thread.id, text });
  return http.fetch({ url: `${account.endpoint}/letters`, method: 'POST', headers, body }).then(toResult, sdk.doubtOf);
};

/** The loft finds a letter by the key that it was written with. */
export const findLetter = ({ idempotencyKey }: sdk.OutboundMessage, account: Account, http: Http) =>
  get(http, account, `/letters/${idempotencyKey}`).then(
    (answer) => (answer.status === 404 ? ('never_sent' as const) : toResult(answer)),
    sdk.doubtOf,
  );

const toResult = (answer: sdk.OutsideAnswer): sdk.SendResult => {
  if (answer.status !== 200) return sdk.refusalOf(answer);
  return { ok: true, externalIds: [String(sdk.objectOf(answer.body)['id'])], state: 'sent' };
};

export const testLoft = async (account: Account, http: Http): Promise<sdk.Health> => {
  const { status } = await get(http, account, '/loft').catch(() => ({ status: 0 }));
  if (status === 200) return { ok: true };
  return { ok: false, code: status === 401 ? 'bad_credentials' : 'outage', detail: `the loft answered ${status}` };
};
