export { addRoute, type RouteImplementation } from './add-route.ts';
export { createHttpServer } from './http-server.ts';
