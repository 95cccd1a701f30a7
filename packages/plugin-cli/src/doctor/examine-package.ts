import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_BYTES, sizeText } from '../build/limits.ts';
import { type Examine, error, warning } from './finding.ts';

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

export const examinePackage: Examine = ({ project, code, missingTexts }) => {
  const {
    scripts = {},
    keywords = [],
    license,
  } = project.packageJson as {
    scripts?: Record<string, string>;
    keywords?: string[];
    license?: string;
  };
  const bytes = Buffer.byteLength(code);
  return [
    ...missingTexts.map((text) => error(`${text}.`)),
    ...INSTALL_SCRIPTS.filter((name) => scripts[name]).map((name) =>
      error(
        `package.json has a script ${name}.`,
        'The desk refuses packages that run something when they are installed.',
      ),
    ),
    ...(bytes > BUNDLE_BYTES / 2
      ? [warning(`dist/server.mjs has ${sizeText(bytes)} of at most ${sizeText(BUNDLE_BYTES)}.`)]
      : []),
    ...(license ? [] : [warning('package.json names no licence.')]),
    ...(keywords.includes('cskefu-plugin')
      ? []
      : [warning('package.json lacks the keyword cskefu-plugin.', 'It makes the plugin findable.')]),
    ...(existsSync(join(project.folder, 'README.md')) ? [] : [warning('README.md is missing.')]),
  ];
};
