export { type FileStorage, openFileStorage } from './file-storage.ts';
