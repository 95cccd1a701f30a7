export { registerSatisfactionSettingsRoutes } from './satisfaction-settings.routes.ts';
export { findSatisfactionSettings } from './satisfaction-settings.store.ts';
