import type { PluginPermission } from '@cskefu/plugin-sdk';
import { type Examine, warning } from './finding.ts';

/** How the use of each permission looks in code. Only a look: what is called by another name is not seen. */
const signs: Partial<Record<PluginPermission, RegExp>> = {
  'conversations:read': /\bconversations\.(get|list)\(/,
  'messages:read': /\bmessages\.list\(/,
  'messages:write': /\bmessages\.write\(/,
  'contacts:read': /\bcontacts\.(ofConversation|get)\(/,
  'agents:read': /\bagents\.list\(/,
  'media:read': /\bmedia\.link\(/,
  'media:write': /\bmedia\.fetch\(/,
  storage: /\bkv\.(get|set|compareAndSet|increment|delete|list)\(/,
  net: /\b(http|media)\.fetch\(/,
};

export const examinePermissions: Examine = ({ manifest, code }) => {
  const asked = new Set(manifest.permissions);
  const used = Object.entries(signs).flatMap(([name, sign]) => (sign.test(code) ? [name as PluginPermission] : []));
  if (manifest.hooks.some(({ onFailure }) => onFailure === 'block')) used.push('hooks:block');
  // Hooks and observers get words only with it, and may do without.
  const mayHear = [...manifest.hooks.map(({ point }) => point), ...manifest.observers.map(({ type }) => type)];
  const hears = (name: PluginPermission) =>
    name === 'messages:read' && mayHear.some((about) => about.startsWith('message.'));
  const known = [...Object.keys(signs), 'hooks:block'];
  return [
    ...used
      .filter((name) => !asked.has(name))
      .map((name) =>
        warning(
          `It seems to need the permission ${name} and does not ask for it.`,
          'Add it to `permissions`, else these calls are refused.',
        ),
      ),
    ...[...asked]
      .filter((name) => known.includes(name) && !used.includes(name) && !hears(name))
      .map((name) =>
        warning(`It asks for ${name} and does not seem to use it.`, 'Administrators trust those who ask for little.'),
      ),
    ...(asked.has('net') && manifest.net.allow.length === 0
      ? [warning('It asks for net and names no host.', 'net: { allow: ["api.example.com"] }')]
      : []),
  ];
};
