export { attachFile } from './attach-file.ts';
export { createFileLinkSigner, type FileLinkSigner } from './file-links.ts';
export { registerFileRoutes } from './files.routes.ts';
export { type FileOwner, findFiles, releaseFile } from './files.store.ts';
export { removeAbandonedFiles } from './remove-abandoned-files.ts';
export { storeUpload } from './store-upload.ts';
