import {
  doubtOf,
  type Health,
  type OutboundMessage,
  objectOf,
  type PluginContext,
  refusalOf,
  type SendResult,
} from '@cskefu/plugin-sdk';

const API = 'https://api.example.com';

type Http = PluginContext['http'];

/** Sends a message. The result tells the desk whether, and when, to try again. */
export const sendText = async (message: OutboundMessage, token: string, http: Http): Promise<SendResult> => {
  const text = message.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n');
  try {
    const answer = await http.fetch({
      url: `${API}/messages`,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      // The same for every attempt, so that the service can tell that it has this message already.
      body: JSON.stringify({ key: message.idempotencyKey, chat: message.thread.id, text }),
    });
    if (answer.status >= 300) return refusalOf(answer);
    return { ok: true, externalIds: [String(objectOf(answer.body)['id'])], state: 'sent' };
  } catch (error) {
    return doubtOf(error);
  }
};

/** Behind the button "Test" of the form. */
export const checkAccount = async (token: string, http: Http): Promise<Health> => {
  try {
    const { status, body } = await http.fetch({ url: `${API}/me`, headers: { authorization: `Bearer ${token}` } });
    if (status === 200) return { ok: true, account: String(objectOf(body)['name']) };
    return status === 401
      ? { ok: false, code: 'bad_credentials', detail: 'the service does not know this token' }
      : { ok: false, code: 'outage', detail: `the service answered ${status}` };
  } catch {
    return { ok: false, code: 'outage', detail: 'the service does not answer' };
  }
};
