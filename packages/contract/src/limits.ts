/**
 * Numbers that both sides of the wire must agree on. This file imports nothing, so a browser may take it at run time
 * without pulling the schemas in.
 */

/** Version of the realtime protocol, sent in the first frame of each side. */
export const PROTOCOL_VERSION = 1;

/** Longest text of one message, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 10_000;
/** Longest draft shown to the other side while it is being typed, in UTF-16 code units. */
export const MAX_DRAFT_LENGTH = 1_000;
/** A message can be recalled for this long, in milliseconds. */
export const RECALL_MS = 2 * 60_000;
/** Longest memo that goes with a transfer, in UTF-16 code units. */
export const MAX_MEMO_LENGTH = 1_000;
/** Longest reason for putting a conversation aside, in UTF-16 code units. */
export const MAX_SNOOZE_REASON_LENGTH = 100;
/** Messages that one account may have scheduled at a time. */
export const MAX_SCHEDULED_MESSAGES = 200;
/** Somebody is shown beside a conversation for this long unless they tell again, in milliseconds. */
export const ATTENDING_TTL_MS = 30_000;
/** Largest realtime frame that the server reads, in bytes. */
export const MAX_FRAME_BYTES = 64 * 1024;
/** Messages that one socket may have sent without having seen their acknowledgement. */
export const MAX_IN_FLIGHT = 32;
/** Conversations that one socket may follow at a time. */
export const MAX_SUBSCRIPTIONS = 256;
/** Events that one resume sends; a client that missed more gets `reset` and fetches a snapshot. */
export const MAX_RESUME_EVENTS = 1_000;
/** Malformed frames after which a socket is closed. */
export const MAX_BAD_FRAMES = 20;
/** Default upper bound of an uploaded file, in bytes; the server may be configured otherwise. */
export const DEFAULT_MAX_FILE_BYTES = 15 * 1024 * 1024;
/** Seconds between two pings of the server. A client that hears nothing for twice as long reconnects. */
export const HEARTBEAT_SECONDS = 25;
/** A typing signal is shown for this long unless it is repeated, in milliseconds. */
export const TYPING_TTL_MS = 6_000;

/** WebSocket close codes of the realtime endpoint. */
export const CloseCode = {
  /** The server is stopping: reconnect (elsewhere) and resume. */
  Draining: 4000,
  /** The reader was too slow: reconnect and resume. */
  SlowReader: 4001,
  /** What the account may see has changed: ask who one is, reconnect, fetch lists anew. */
  AccessChanged: 4002,
  /** The first frame was missing, late, or its token or session is not valid: sign in again. */
  Unauthenticated: 4003,
  /** Too many malformed frames, or a frame above the size limit. */
  ProtocolError: 4004,
  /** The client speaks another version of the protocol: reload. */
  UnsupportedVersion: 4005,
} as const;
