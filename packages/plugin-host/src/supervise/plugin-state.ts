import type { HostEnd } from './ended-host.ts';

/**
 * How a plugin is doing on this node.
 *   starting    a host with it is being started
 *   ready       it answers
 *   degraded    it answers, after a crash, in a host of its own
 *   crash_loop  three crashes within five minutes; it rests until somebody starts it again
 *   refused     this version could not be loaded or activated; what ran before goes on running
 */
export type PluginPhase = 'starting' | 'ready' | 'degraded' | 'crash_loop' | 'refused';

export interface PluginState {
  readonly phase: PluginPhase;
  /** The version that answers; null while none does. */
  readonly running: string | null;
  /** The file of what answers. */
  readonly entry: string | null;
  readonly isolated: boolean;
  readonly lastEnd: { readonly reason: HostEnd; readonly lastWords: string; readonly at: number } | null;
  /** Why the version that was asked for did not start. */
  readonly refusal: string | null;
  readonly restarts: number;
}

export const INITIAL_STATE: PluginState = {
  phase: 'starting',
  running: null,
  entry: null,
  isolated: false,
  lastEnd: null,
  refusal: null,
  restarts: 0,
};
