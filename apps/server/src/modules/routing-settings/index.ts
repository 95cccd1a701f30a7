export { registerRoutingSettingsRoutes } from './routing-settings.routes.ts';
export { findRoutingSettings, findRoutingSettingsOf } from './routing-settings.store.ts';
