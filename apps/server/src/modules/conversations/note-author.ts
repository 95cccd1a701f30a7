import type { AccountActor } from '../access/index.ts';
import type { MessageWrite } from './message-writer.ts';

/** As what an account leaves a note: as an agent, else as a supervisor; null for those who may do neither. */
export function noteAuthor({ id, name, isAgent, permissions }: AccountActor): MessageWrite['author'] | null {
  if (isAgent && permissions.has('conversations:serve')) return { kind: 'agent', id, name };
  return permissions.has('supervision:whisper') ? { kind: 'supervisor', id, name } : null;
}
