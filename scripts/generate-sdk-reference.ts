// `npm run sdk:reference`: writes docs/reference/plugin-sdk.md anew from the types of the SDK and their comments.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdkReference } from './sdk-reference/sdk-reference.ts';

const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'docs/reference/plugin-sdk.md'), sdkReference(root));
