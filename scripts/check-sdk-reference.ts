import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdkReference } from './sdk-reference/sdk-reference.ts';

/** One line if the reference of the SDK tells something else than its types. */
export function findSdkReferenceProblems(root: string): string[] {
  const file = 'docs/reference/plugin-sdk.md';
  return readFileSync(join(root, file), 'utf8') === sdkReference(root)
    ? []
    : [`${file} is not what packages/plugin-sdk says: run npm run sdk:reference`];
}
