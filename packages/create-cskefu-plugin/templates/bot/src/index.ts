import { definePlugin } from '@cskefu/plugin-sdk';
import { findAnswer } from './find-answer.ts';
import { uuidOf } from './uuid-of.ts';

/** A message as it stands in the event `message.created`. */
interface Message {
  readonly kind: string;
  readonly text: string | null;
}

export default definePlugin({
  id: '__ID__',
  name: '%name%',
  description: '%description%',
  version: '0.1.0',
  api: '^1.0',
  // messages:read: the words in the events; messages:write: the answers; conversations:read: who is in charge.
  permissions: ['messages:read', 'messages:write', 'conversations:read'],
  config: {
    answers: {
      type: 'list',
      title: '%answers%',
      help: '%answers.help%',
      item: { type: 'string', title: '%answer%', maxLength: 500, pattern: '[^=]+=.+' },
    },
  },
  observers: {
    // Events come at least once and in the order of each conversation, also those of the time in which the plugin was away.
    'message.created': {
      // The desk compares: what other people write never comes here.
      match: { authorKind: ['visitor'], messageKind: ['text'] },
      handler: async (events, { config, conversations, messages }) => {
        for (const { id, conversationId, payload } of events) {
          const { message } = payload as { message: Message };
          const answer = findAnswer(config.answers, message.text ?? '');
          if (!answer || !conversationId) continue;
          // Once a person is in charge, the bot is silent.
          const conversation = await conversations.get(conversationId);
          if (conversation?.state !== 'waiting') continue;
          // The same event gives the same id, and the desk stores the same id once.
          await messages.write({ id: uuidOf(id), conversationId, text: answer });
        }
      },
    },
  },
});
