import { buildPlugin } from '../build/build-plugin.ts';
import { sizeText } from '../build/limits.ts';
import type { Command } from '../cli/command.ts';
import { examineBuiltins } from '../doctor/examine-builtins.ts';
import { examineDeadlines } from '../doctor/examine-deadlines.ts';
import { examineIdentity } from '../doctor/examine-identity.ts';
import { examineMigrations } from '../doctor/examine-migrations.ts';
import { examinePackage } from '../doctor/examine-package.ts';
import { examinePermissions } from '../doctor/examine-permissions.ts';
import { examineSettings } from '../doctor/examine-settings.ts';

const examinations = [
  examineIdentity,
  examinePackage,
  examinePermissions,
  examineBuiltins,
  examineDeadlines,
  examineSettings,
  examineMigrations,
];

export const doctor: Command = {
  summary: 'looks for what the desk would refuse or users would miss',
  about:
    'API range, id, texts, size, permissions (asked for and not used, used and not asked for), modules of Node, deadlines, secrets, migrations.\nWarnings are to be judged by you; errors end with 1.',
  run: async ({ folder, say }) => {
    const built = await buildPlugin(folder);
    const findings = examinations.flatMap((examine) => examine(built));
    for (const { level, text, hint } of findings)
      say(`${level === 'error' ? '✗' : '!'} ${text}${hint ? `\n  → ${hint}` : ''}`);
    const errors = findings.filter(({ level }) => level === 'error').length;
    say(
      `${errors === 0 ? '✓' : '✗'} ${built.manifest.id} ${built.manifest.version}, ${sizeText(Buffer.byteLength(built.code))}: ${errors} errors, ${findings.length - errors} warnings`,
    );
    return errors === 0 ? 0 : 1;
  },
};
