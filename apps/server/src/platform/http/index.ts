export { addRoute } from './add-route.ts';
export { createHttpServer } from './http-server.ts';
