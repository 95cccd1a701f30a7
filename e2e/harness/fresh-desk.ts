// Global set-up of the journeys: a desk is made once, and each journey starts on a copy of its data folder.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDesk } from './desk.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder whose desk was just made and is at rest. */
    freshDesk: string;
  }
}

let end: () => Promise<void> = async () => {};

export async function setup(project: TestProject): Promise<void> {
  const desk = await startDesk({}, { from: null });
  await desk.rest();
  project.provide('freshDesk', join(desk.folder, 'data'));
  end = () => rm(desk.folder, { recursive: true, force: true });
}

export const teardown = (): Promise<void> => end();
