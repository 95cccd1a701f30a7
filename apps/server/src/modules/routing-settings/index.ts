export { registerRoutingSettingsRoutes } from './routing-settings.routes.ts';
export { findRoutingSettings } from './routing-settings.store.ts';
