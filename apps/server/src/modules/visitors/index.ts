export {
  ensureVisitor,
  findVisitor,
  findVisitorByUserId,
  insertVisitor,
  presentVisitor,
  setVisitorIdentity,
  touchVisitor,
  type VisitorArrival,
  type VisitorRecord,
  visitorName,
} from './visitors.store.ts';
