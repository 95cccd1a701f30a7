import type { FileInfo } from '@cskefu/contract';
import type { createFileLinkSigner } from '../files/index.ts';
import type { OutsideLinks } from './build-outbound.ts';

const MONTH_MS = 30 * 24 * 60 * 60 * 1_000;

/** Links that work from anywhere. */
export const outsideLinks = (signer: ReturnType<typeof createFileLinkSigner>, publicUrl: string): OutsideLinks => {
  const base = publicUrl.replace(/\/$/, '');
  return {
    short: (file: Pick<FileInfo, 'id' | 'kind'>, now) => base + signer.linksTo(file, now).url,
    lasting: (file, now) => base + signer.linkUntil(file, new Date(now.getTime() + MONTH_MS)),
  };
};
