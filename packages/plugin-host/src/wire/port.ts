import type { Frame } from './frame.ts';

/** Most bytes of one frame. Pictures and files pass as links, never through here. */
export const MAX_FRAME_BYTES = 256 * 1024;

/** Why nothing more comes through a port. */
export type PortEnd = 'closed' | 'too_large' | 'malformed' | 'flooded';

/** One end of a connection between the core and plugins. */
export interface Port {
  /** Throws `FrameTooLarge` or `NotTransferable`, and then nothing was sent. */
  send(frame: Frame): void;
  /** Set once, before the first frame can come. */
  listen(listener: PortListener): void;
  close(reason?: PortEnd): void;
}

export interface PortListener {
  onFrame(frame: Frame): void;
  onEnd(reason: PortEnd): void;
}

export class FrameTooLarge extends Error {
  override readonly name = 'FrameTooLarge';
}

export class NotTransferable extends Error {
  override readonly name = 'NotTransferable';
}
