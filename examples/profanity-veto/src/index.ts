import { type Activated, definePlugin, fields, type HookMessage, type HookVerdict } from '@cskefu/plugin-sdk';
import { findWord } from './find-word.ts';

const config = fields({
  words: {
    type: 'list',
    title: '%words%',
    help: '%words.help%',
    item: { type: 'string', title: '%word%', maxLength: 50 },
    maxItems: 1_000,
  },
  visitors: {
    type: 'choice',
    title: '%visitors%',
    options: [
      { value: 'deny', title: '%visitors.deny%' },
      { value: 'hold', title: '%visitors.hold%' },
    ],
    default: 'deny',
  },
});

type Context = Activated<typeof config>;

const inBothLanguages = ({ t }: Context, key: string) => ({ 'zh-CN': t('zh-CN', key), en: t('en', key) });

const judge = ({ text }: HookMessage, key: 'deny.agent' | 'deny.visitor', context: Context): HookVerdict => {
  const word = findWord(context.config.words, text ?? '');
  if (word === null) return { kind: 'allow' };
  if (key === 'deny.visitor' && context.config.visitors === 'hold') return { kind: 'hold', reason: `word: ${word}` };
  return { kind: 'deny', code: 'profanity', text: inBothLanguages(context, key) };
};

export default definePlugin({
  id: 'acme.profanity-veto',
  name: '%name%',
  description: '%description%',
  version: '0.1.0',
  api: '^1.0',
  permissions: ['messages:read'],
  config,
  hooks: {
    'message.beforeSend': {
      kind: 'veto',
      match: { messageKind: ['text'], authorKind: ['agent', 'supervisor'] },
      deadlineMs: 100,
      handler: ({ message }, context) => judge(message, 'deny.agent', context),
    },
    'message.beforeAccept': {
      kind: 'veto',
      match: { messageKind: ['text'] },
      deadlineMs: 100,
      handler: ({ message }, context) => judge(message, 'deny.visitor', context),
    },
  },
});
