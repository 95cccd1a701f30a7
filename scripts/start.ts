// The one command: builds what is stale, then becomes the server.
import { buildFrontEnds } from './build.ts';

try {
  await buildFrontEnds();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await import('../apps/server/src/main.ts');
