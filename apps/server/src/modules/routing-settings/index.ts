export { registerRoutingSettingsRoutes } from './routing-settings.routes.ts';
export { findRoutingSettings, findRoutingSettingsOf, findSettingsLine } from './routing-settings.store.ts';
export { DEFAULTS as DEFAULT_ROUTING_SETTINGS, NOTHING as NO_ROUTING_SETTINGS } from './routing-settings.ts';
export { changeRoutingSettings } from './update-routing-settings.ts';
