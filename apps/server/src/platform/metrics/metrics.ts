import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const MILLISECONDS = [0.5, 1, 2, 3, 5, 8, 15, 30, 60, 120, 250, 500, 1_000, 5_000];

/** Every figure that `/metrics` shows. Labels are few and bounded. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'cskefu_' });
  const registers = [registry];
  return {
    registry,
    connections: new Gauge({
      name: 'cskefu_realtime_connections',
      help: 'Open realtime connections',
      labelNames: ['kind'],
      registers,
    }),
    framesMalformed: new Counter({
      name: 'cskefu_realtime_malformed_frames_total',
      help: 'Frames answered with malformed_frame or too_large',
      registers,
    }),
    slowReadersClosed: new Counter({
      name: 'cskefu_realtime_slow_readers_closed_total',
      help: 'Connections closed because they read too slowly',
      registers,
    }),
    framesDropped: new Counter({
      name: 'cskefu_realtime_frames_dropped_total',
      help: 'Typing and presence frames dropped for slow readers',
      registers,
    }),
    deliveries: new Counter({ name: 'cskefu_realtime_deliveries_total', help: 'Events written to sockets', registers }),
    catchUpReads: new Counter({
      name: 'cskefu_realtime_catch_up_reads_total',
      help: 'Reads of the event stream because of a hole',
      registers,
    }),
    messages: new Counter({
      name: 'cskefu_messages_total',
      help: 'Messages by outcome of the write',
      labelNames: ['outcome'],
      registers,
    }),
    messagesRefused: new Counter({
      name: 'cskefu_messages_refused_total',
      help: 'Messages refused before the write',
      labelNames: ['code'],
      registers,
    }),
    messageQueue: new Gauge({ name: 'cskefu_message_queue', help: 'Messages waiting for the next batch', registers }),
    batchSize: new Histogram({
      name: 'cskefu_message_batch_size',
      help: 'Messages per commit',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
      registers,
    }),
    commitMs: new Histogram({
      name: 'cskefu_message_commit_milliseconds',
      help: 'One batch, from the statement to its commit',
      buckets: MILLISECONDS,
      registers,
    }),
    deliveryMs: new Histogram({
      name: 'cskefu_message_delivery_milliseconds',
      help: 'From the arrival of a message to its writing to the other sockets',
      buckets: MILLISECONDS,
      registers,
    }),
    eventLogLag: new Gauge({
      name: 'cskefu_event_log_lag_seconds',
      help: 'Age of the oldest event that a durable consumer has not handled',
      labelNames: ['consumer'],
      registers,
    }),
    dueTasks: new Counter({
      name: 'cskefu_due_tasks_total',
      help: 'What was to happen at a time, by outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    deadLetters: new Gauge({
      name: 'cskefu_event_dead_letters',
      help: 'Events that a durable consumer gave up on',
      labelNames: ['consumer'],
      registers,
    }),
    assignments: new Counter({
      name: 'cskefu_routing_assignments_total',
      help: 'Conversations given to agents',
      labelNames: ['by'],
      registers,
    }),
    sweepFixes: new Counter({
      name: 'cskefu_routing_sweep_fixes_total',
      help: 'Waiting conversations that only the sweep found; must stay 0',
      registers,
    }),
    visitorsOnline: new Gauge({ name: 'cskefu_visitors_online', help: 'Visitors on pages, of all nodes', registers }),
    visitorFrames: new Counter({
      name: 'cskefu_visitor_list_frames_total',
      help: 'Frames with changes of the list of visitors, to screens',
      registers,
    }),
    visitWrites: new Counter({
      name: 'cskefu_visit_writes_total',
      help: 'Statements that wrote visits and page views',
      registers,
    }),
    visitRows: new Counter({ name: 'cskefu_visit_rows_total', help: 'Visits and page views written', registers }),
    pluginCalls: new Counter({
      name: 'cskefu_plugin_calls_total',
      help: 'Calls to plugins by outcome: ok, error (an answer, too), miss (late, or not at all)',
      labelNames: ['plugin', 'outcome'],
      registers,
    }),
    pluginCallMs: new Histogram({
      name: 'cskefu_plugin_call_milliseconds',
      help: 'Calls to plugins',
      labelNames: ['plugin'],
      buckets: MILLISECONDS,
      registers,
    }),
    pluginUp: new Gauge({
      name: 'cskefu_plugin_up',
      help: '1 while the plugin answers on this node',
      labelNames: ['plugin'],
      registers,
    }),
    pluginRestarts: new Gauge({
      name: 'cskefu_plugin_restarts',
      help: 'Crashes of the process of the plugin on this node',
      labelNames: ['plugin'],
      registers,
    }),
    pluginRss: new Gauge({
      name: 'cskefu_plugin_resident_bytes',
      help: 'Memory of the process that the plugin lives in, which it may share; 0: the process of the core',
      labelNames: ['plugin'],
      registers,
    }),
    pluginRequests: new Counter({
      name: 'cskefu_plugin_outside_requests_total',
      help: 'Requests to the outside that plugins made, by outcome',
      labelNames: ['plugin', 'outcome'],
      registers,
    }),
    pluginHooks: new Counter({
      name: 'cskefu_plugin_hooks_total',
      help: 'Questions to hooks of plugins, by outcome: ok, garbage, late, error, shed',
      labelNames: ['plugin', 'point', 'outcome'],
      registers,
    }),
    pluginJobs: new Counter({
      name: 'cskefu_plugin_jobs_total',
      help: 'Runs of jobs of plugins, by outcome',
      labelNames: ['plugin', 'outcome'],
      registers,
    }),
    pluginHookMs: new Histogram({
      name: 'cskefu_plugin_hook_milliseconds',
      help: 'One question to one hook',
      labelNames: ['point'],
      buckets: MILLISECONDS,
      registers,
    }),
    pluginHookBreaker: new Gauge({
      name: 'cskefu_plugin_hook_breaker',
      help: '0 closed, 1 half open, 2 open: not asked for a while',
      labelNames: ['plugin', 'point'],
      registers,
    }),
    httpMs: new Histogram({
      name: 'cskefu_http_request_milliseconds',
      help: 'HTTP requests',
      labelNames: ['method', 'route', 'status'],
      buckets: MILLISECONDS,
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
