import type { Field, Fields } from '@cskefu/plugin-sdk';
import { type Examine, warning } from './finding.ts';

const LOOKS_SECRET = /(secret|token|password|api_?key|private_?key)$/i;

/** Fields that sound like a secret and are not marked as one would be shown to every administrator. */
export const examineSettings: Examine = ({ manifest }) =>
  [manifest.config, ...Object.values(manifest.channels).map(({ config }) => config)]
    .flatMap(exposed)
    .map((name) => warning(`The field ${name} looks like a secret and is not marked as one.`, 'Add secret: true.'));

const exposed = (fields: Fields): string[] =>
  Object.entries(fields).flatMap(([name, field]: [string, Field]) => {
    if (field.type === 'group') return exposed(field.fields);
    return field.type === 'string' && !field.secret && LOOKS_SECRET.test(name) ? [name] : [];
  });
