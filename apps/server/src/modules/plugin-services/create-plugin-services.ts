import type { SecretBox } from '../../platform/config/index.ts';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import type { OpenOutside } from '../../platform/egress/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { MessageWriter } from '../conversations/index.ts';
import type { CoreMethods, PluginLine } from '../plugins/index.ts';
import { createConversationMethods } from './conversation-methods.ts';
import { createHttpMethods } from './http-methods.ts';
import { createKvMethods } from './kv-methods.ts';
import { createLogMethod } from './log-method.ts';
import { createMediaMethods, type MediaParts } from './media-methods.ts';
import { createMessageMethods } from './message-methods.ts';
import { createOutsideRequests } from './outside-requests.ts';
import { createPeopleMethods } from './people-methods.ts';
import { type CallersParts, createCallers } from './service-parts.ts';
import { createTokenMethods } from './token-methods.ts';

export interface PluginServicesParts extends CallersParts, MediaParts {
  readonly writer: MessageWriter;
  readonly secrets: SecretBox;
  readonly openOutside: OpenOutside;
  readonly privateHosts: readonly string[];
  readonly allowedHosts?: (pluginId: string, allow: readonly string[]) => Promise<readonly string[]>;
  readonly metrics: Metrics;
  /** Hides what must not be told, and shows the rest to administrators. */
  readonly writeLog: (pluginId: string, line: PluginLine) => void;
}

/** What plugins may ask of the desk: a fixed table, each line with its permission and its bounds. */
export const createPluginServices = (parts: PluginServicesParts): CoreMethods => {
  const { db, writer, secrets } = parts;
  const callers = createCallers(parts);
  const makeRequest = createOutsideRequests({ ...parts, callers });
  return {
    ...createLogMethod(parts.writeLog),
    ...createKvMethods(db),
    ...createTokenMethods(db, secrets),
    ...createHttpMethods(makeRequest),
    ...createConversationMethods(db, callers),
    ...createMessageMethods(db, writer, callers),
    ...createPeopleMethods(db, callers),
    ...createMediaMethods(parts, callers, makeRequest),
  };
};

/** What a migration may ask: its data, within the transaction that all of it becomes true with, and to be heard. */
export const createMigrationMethods = (
  tx: DatabaseTransaction,
  writeLog: PluginServicesParts['writeLog'],
): CoreMethods => ({ ...createKvMethods(tx, { keepLife: true }), ...createLogMethod(writeLog) });
