export { attachFile } from './attach-file.ts';
export { createFileLinkSigner } from './file-links.ts';
export { registerFileRoutes } from './files.routes.ts';
export { releaseFile } from './files.store.ts';
export { removeAbandonedFiles } from './remove-abandoned-files.ts';
