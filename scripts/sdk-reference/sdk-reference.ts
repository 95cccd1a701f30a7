import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLUGIN_API, pluginPermissions } from '../../packages/plugin-sdk/src/index.ts';
import { declarationText } from './declaration-text.ts';
import { readDeclarations } from './read-declarations.ts';

/** The files in the order in which one learns. `permissions` is a table. */
const chapters: readonly (readonly [title: string, file: string])[] = [
  ['A plugin', 'define-plugin.ts'],
  ['What handlers are given', 'context.ts'],
  ['Channels', 'channel.ts'],
  ['Answers of providers', 'send-results.ts'],
  ['What a channel can do', 'capabilities.ts'],
  ['Messages, people, threads', 'message.ts'],
  ['Requests and answers', 'http.ts'],
  ['Hooks and observers', 'hooks.ts'],
  ['Settings', 'config-schema.ts'],
  ['Checking settings', 'check-config.ts'],
  ['Migrating data', 'migrations.ts'],
  ['Errors', 'errors.ts'],
  ['Modules of Node', 'allowed-modules.ts'],
  ['The manifest', 'manifest.ts'],
];

/** `docs/reference/plugin-sdk.md`, from the types of the SDK and their comments. */
export function sdkReference(root: string): string {
  const texts = chapters.map(([title, file]) =>
    chapter(title, readFileSync(join(root, 'packages/plugin-sdk/src', file), 'utf8')),
  );
  return `${[head(), ...texts.slice(0, 2), permissions(), ...texts.slice(2)].join('\n\n')}\n`;
}

function head(): string {
  return `# Plugin SDK

All of \`@cskefu/plugin-sdk\`, plugin API ${PLUGIN_API}. Written by \`npm run sdk:reference\` from the types and their comments: change them there.
To learn by doing: [write a channel](../guides/write-a-channel.md), [a bot](../guides/write-a-bot.md), [a hook](../guides/write-a-hook.md); [change stored data](../guides/change-stored-data.md).`;
}

function chapter(title: string, source: string): string {
  const shown = readDeclarations(source).filter(({ exported, kind }) => exported || kind === 'interface');
  return [`## ${title}`, ...shown.map(declarationText)].join('\n\n');
}

function permissions(): string {
  const rows = Object.entries(pluginPermissions).map(
    ([name, words]) => `| \`${name}\` | ${words.en} | ${words['zh-CN']} |`,
  );
  return `## Permissions

A plugin names what it needs; an administrator is asked in these words. A call without its permission is refused.

| Permission | Words | |
| --- | --- | --- |
${rows.join('\n')}`;
}
