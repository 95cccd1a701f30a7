/** The forms of what plugins answer, checked alike by the desk and by the kit for their tests. */
export * as answers from './answers/index.ts';
export { isAllowedHost } from './egress/allowed-hosts.ts';
export type { SystemUser } from './serve/become-user.ts';
export { hostInMemory } from './serve/host-in-memory.ts';
export { type ArgumentCheck, type DoorCaller, type DoorMethod, openDoor } from './serve/open-door.ts';
export type { Catalogs } from './serve/translate.ts';
export { translate } from './serve/translate.ts';
export { checkSignature, signatureOf } from './signature/check-signature.ts';
export type { HostEnd } from './supervise/ended-host.ts';
export { startHostProcess } from './supervise/host-process.ts';
export type { PluginPhase, PluginState } from './supervise/plugin-state.ts';
export { createSupervisor, type PluginProcess, type Supervisor } from './supervise/supervisor.ts';
export type { WantedPlugin } from './supervise/wanted-plugin.ts';
export { type Breaker, createBreaker } from './wire/breaker.ts';
export { CallError, NeverSent } from './wire/call-error.ts';
export type { Call } from './wire/frame.ts';
export type { CallOptions } from './wire/peer.ts';
