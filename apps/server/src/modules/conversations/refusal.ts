import { DomainError } from '../../platform/errors/index.ts';
import type { Decision } from '../plugin-hooks/index.ts';

/** What somebody is told whose message or act a plugin has refused. */
export const refusal = ({ code, text }: Extract<Decision, { kind: 'deny' }>): DomainError =>
  new DomainError('refused_by_plugin', { detail: code, text });
