export {
  ensureVisitor,
  findVisitor,
  findVisitorByUserId,
  insertVisitor,
  presentVisitor,
  setGivenName,
  setVisitorIdentity,
  touchVisitor,
  type VisitorArrival,
  type VisitorRecord,
  visitorName,
} from './visitors.store.ts';
