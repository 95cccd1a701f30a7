import { packPlugin } from './plugin-package.ts';
import { TROUBLES, type Trouble } from './troubled-package.ts';

/** What somebody sends to such a channel; `boom`: where reading it goes wrong. */
export interface TroubledWords {
  readonly person: string;
  readonly externalId: string;
  readonly text: string;
  readonly boom?: 'verify' | 'parse';
}

/**
 * Whatever it is asked with `boom` goes wrong, each time that it is asked, until it is mended. What its provider has got is counted in its own storage,
 * which its next version sees, too: `sent KEY`.
 */
const head = (trouble: Trouble, isMended: boolean) => `${TROUBLES}
const harm = async (context) => ${isMended ? 'undefined' : `troubles.${trouble}(context)`};
const read = ({ body }) => JSON.parse(new TextDecoder().decode(body));
`;

const BODY = `
channels: { line: {
  verify: async (request, channel, context) => (read(request).boom === 'verify' ? await harm(context) : undefined) ?? { kind: 'accept' },
  parse: async (request, channel, context) => {
    const { person, externalId, text, boom } = read(request);
    const harmed = boom === 'parse' ? await harm(context) : undefined;
    const thread = { id: person, model: 'contact' };
    const sender = { namespace: 'test', externalId: person, name: person };
    return harmed ?? [{ type: 'message', externalId, thread, sender, at: Date.now(), parts: [{ kind: 'text', text }] }];
  },
  send: async ({ idempotencyKey, parts: [{ text }] }, channel, context) => {
    if (text.startsWith('boom before')) await harm(context);
    await context.kv.increment('sent ' + idempotencyKey);
    const harmed = text.startsWith('boom after') ? await harm(context) : undefined;
    return harmed ?? { ok: true, externalIds: ['theirs ' + idempotencyKey], state: 'sent' };
  },
  health: async () => ({ ok: true }),
} },
`;

/** A channel that does one kind of harm; mended, none. */
export const troubledChannel = (id: string, trouble: Trouble, isMended = false): Buffer =>
  packPlugin({
    id,
    version: isMended ? '1.0.1' : '1.0.0',
    head: head(trouble, isMended),
    body: BODY,
    manifest: {
      name: `Line ${trouble}`,
      runtime: 'isolated',
      permissions: ['storage'],
      channels: {
        line: {
          title: 'Line',
          transport: 'webhook',
          config: {},
          capabilities: { text: { maxLength: 1_000 } },
          can: ['verify', 'parse', 'send'],
        },
      },
    },
  });
