export { type TextName, wordsOf } from './built-in-words.ts';
export { nextOpening } from './opening-hours.ts';
export { findServiceState, type ServiceState, serviceStateOf } from './service-state.ts';
export { registerSessionSettingsRoutes } from './session-settings.routes.ts';
export { readSessionSettings } from './session-settings.store.ts';
