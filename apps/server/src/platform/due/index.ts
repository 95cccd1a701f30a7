export { cancelTask, type DueTask, scheduleTask, scheduleTasks } from './due-tasks.ts';
export { type DueHandler, type DueHandlers, type DueWorker, startDueWorker } from './due-worker.ts';
export { listFailedTasks, retryFailedTask } from './failed-tasks.ts';
