import { deserialize, serialize } from 'node:v8';
import { type Frame, readFrame } from './frame.ts';
import { FrameTooLarge, MAX_FRAME_BYTES, NotTransferable } from './port.ts';

/**
 * V8's own serialization: dates and byte arrays survive, functions and prototypes do not, and text that is not Latin is as cheap as
 * other text (as JSON a frame with Chinese in it costs several times as much).
 */
export const encode = (frame: Frame): Buffer => {
  const bytes = serializeOrRefuse(frame);
  if (bytes.length > MAX_FRAME_BYTES) throw new FrameTooLarge(`${bytes.length} bytes; at most ${MAX_FRAME_BYTES}`);
  return bytes;
};

const serializeOrRefuse = (frame: Frame): Buffer => {
  try {
    return serialize(frame);
  } catch (error) {
    throw new NotTransferable(error instanceof Error ? error.message : String(error));
  }
};

/** Null: not a frame. */
export const decode = (bytes: Buffer): Frame | null => {
  try {
    return readFrame(deserialize(bytes));
  } catch {
    return null;
  }
};
