export { addRoute } from './add-route.ts';
export { addressOf } from './address-of.ts';
export { createHttpServer } from './http-server.ts';
export { listenOn } from './listen-on.ts';
