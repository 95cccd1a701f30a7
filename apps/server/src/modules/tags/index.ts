export { changeTags } from './change-tags.ts';
export { registerTagRoutes } from './tags.routes.ts';
export { bears, tagsOf } from './tags.store.ts';
