export { attachFile } from './attach-file.ts';
export { createFileLinkSigner } from './file-links.ts';
export { registerFileRoutes } from './files.routes.ts';
export { removeAbandonedFiles } from './remove-abandoned-files.ts';
