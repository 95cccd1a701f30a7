import { gzipSync } from 'node:zlib';
import { Failure } from '../cli/failure.ts';
import type { PackedFile } from './list-package-files.ts';

const BLOCK = 512;
const LONGEST_NAME = 100;
/** The time that npm gives to all files: the same content is the same archive, whenever it is packed. */
const TIME_S = Date.UTC(1985, 9, 26, 8, 15) / 1_000;

/** A `.tgz` as npm makes it: everything below `package/`. The same files always give the same bytes. */
export const writeTar = (files: readonly PackedFile[]): Uint8Array => {
  const blocks = files.flatMap(({ path, content }) => [
    header(`package/${path}`, content.length),
    content,
    padding(content.length),
  ]);
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]), { level: 9 });
};

const padding = (length: number) => Buffer.alloc((BLOCK - (length % BLOCK)) % BLOCK);

/** POSIX ustar: fixed fields of a block, numbers in octal, a sum over all bytes. */
const header = (name: string, size: number): Buffer => {
  if (Buffer.byteLength(name) > LONGEST_NAME)
    throw new Failure(`${name} is too long a name: ${LONGEST_NAME} bytes at most.`);
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write(`${TIME_S.toString(8).padStart(11, '0')}\0`, 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
};
