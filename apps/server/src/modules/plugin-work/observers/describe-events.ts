import { z } from 'zod';
import { observableEvents } from './observable-events.ts';

/** `docs/reference/plugin-events.md`, from the code. */
export const describeEvents = (): string => `${HEAD}
${Object.entries(observableEvents)
  .map(([type, { permission, words, payload }]) => describe(type, permission, words, payload))
  .join('\n')}`;

const HEAD = `# What plugins can observe

Written from \`apps/server/src/modules/plugin-work/observers/observable-events.ts\`; a test keeps it true. The list only grows.

\`\`\`ts
observers: {
  'conversation.closed': {
    match: { channelKind: ['web'] },
    handler: async (events, { kv }) => { … },
  },
}
\`\`\`

- Each event comes at least once, in the order of its conversation, up to 32 together. \`id\` is the same when it comes again.
- \`type\`, \`conversationId\`, \`seq\`, \`at\` (ms since 1970) and \`actor\` come with each. \`payload\` is null without the permission named below.
- Filters are compared before anything crosses over: \`channelId\` and \`channelKind\` for what belongs to a conversation, \`messageKind\` and \`authorKind\` for \`message.created\`.
- What a plugin wrote itself it is not told, unless the observer says \`includeOwn\`. Notes are never told.
- A handler that throws or takes longer than its deadline (10 s unless said, at most 5 min) is called again after 1 s, 2 s, 4 s … twelve times in all. Then the event is a dead letter, which an
  administrator can have told again. Until then what comes later waits.
`;

const describe = (type: string, permission: string, words: string, payload: z.ZodObject) => `## ${type}

${words} Permission \`${permission}\`.

${fieldsOf(payload)}
`;

const fieldsOf = (payload: z.ZodObject): string => {
  const { properties = {} } = z.toJSONSchema(payload, { unrepresentable: 'any', io: 'output' }) as {
    properties?: Record<string, Json>;
  };
  const rows = Object.entries(properties).map(
    ([name, schema]) => `| \`${name}\` | ${typeOf(schema)} | ${schema.description ?? ''} |`,
  );
  return rows.length === 0 ? 'No fields.' : ['| Field | | |', '|---|---|---|', ...rows].join('\n');
};

interface Json {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
  readonly items?: Json;
  readonly properties?: Record<string, Json>;
}

const typeOf = (schema: Json): string => {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(typeOf).join(' or ');
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.properties) return `{ ${Object.keys(schema.properties).join(', ')} }`;
  return schema.type ?? 'anything';
};
