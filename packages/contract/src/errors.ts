import { z } from 'zod';

/**
 * Every expected failure of the product, with the HTTP status it answers with. Clients word a code in their own
 * language; `detail` is for developers only. The realtime protocol uses the same codes.
 */
export const errorCodes = {
  /** The input does not fit the schema; `issues` names the fields. */
  invalid_input: 400,
  /** A frame that is no JSON object, has an unknown type, or lacks fields. */
  malformed_frame: 400,
  /** No session, or a session or token that is no longer valid. */
  unauthenticated: 401,
  /** User name and password do not fit together; says no more than that. */
  wrong_credentials: 401,
  /** The code of the second factor is wrong, or was used before. */
  wrong_code: 401,
  /** The sign-in (or the making of a passkey) that this belongs to took too long, or is over: begin again. */
  challenge_expired: 401,
  /** This needs a sign-in of the last minutes: sign out and in, then try again. */
  sign_in_again: 403,
  /** The account must choose a new password before anything else. */
  password_change_required: 403,
  /** Signed in, but without the permission that the route declares. */
  forbidden: 403,
  /** A write from a page of another origin. */
  foreign_origin: 403,
  /** Does not exist, or lies outside what the caller may see. */
  not_found: 404,
  /** The current unit (header `x-org-unit`, or of a hello) is gone or out of reach: choose another one, or none. */
  unit_unavailable: 404,
  /** The channel is unknown or switched off. */
  channel_unavailable: 404,
  /** The state has changed meanwhile: somebody else was first. */
  conflict: 409,
  /** This id was already used for something else. */
  id_taken: 409,
  /** Somebody or something else has this name, address or number already; `issues` names the field. */
  taken: 409,
  /** It cannot be deleted or switched off while others depend on it; `issues` names what. */
  in_use: 409,
  /** An org unit cannot be moved into itself or below itself. */
  cycle: 409,
  /** It would give or take rights that the caller does not have. */
  beyond_own_rights: 403,
  /** Nobody changes their own unit, flags, roles or account state. */
  own_rights: 403,
  /** The one super administrator cannot be changed, disabled, moved or deleted by this. */
  super_administrator: 409,
  /** The visitor is not on any page now. */
  visitor_left: 409,
  /** The visitor is in a conversation. */
  already_talking: 409,
  /** The visitor has an invitation that is not answered yet. */
  already_invited: 409,
  /** The visitor has refused an invitation a short while ago. */
  recently_refused: 409,
  /** The conversation is closed and takes no more words. */
  conversation_closed: 409,
  /** The agent serves as many conversations as they may. */
  capacity_reached: 409,
  /** Whoever it should go to cannot take it: offline, switched off, no agent, or no skill group any more. */
  unavailable_target: 409,
  /** The visitor may not write to this desk. */
  blocked: 403,
  /** A plugin does not let it through; `text` says why, in the plugin's words. Nothing was stored. */
  refused_by_plugin: 409,
  /** A plugin wants somebody to look at the message first: the desk keeps it, and sends it under its id if it is released. */
  held_for_review: 409,
  /** There is no way to the contact now; `detail` says which of the reasons it is. */
  unreachable: 409,
  /** The time for it is over. */
  too_late: 409,
  /** Body, frame or file above its limit. */
  too_large: 413,
  /** A file of a type that is not accepted. */
  unsupported_file: 415,
  /** More than the limit within the time; try again after `retryAfterMs`. */
  rate_limited: 429,
  /** More messages in flight on this socket than allowed; wait for acknowledgements. */
  too_many_in_flight: 429,
  /** More subscriptions on this socket than allowed. */
  too_many_subscriptions: 429,
  /** The new password is too short or too simple. */
  weak_password: 400,
  /** The signature of an identity or a link is wrong or has expired. */
  bad_signature: 403,
  /** The visitor must answer what the channel asks before the first word: `POST /api/visitor/pre-chat`. */
  pre_chat_due: 409,
  /** A captcha was not answered, or wrongly. */
  not_human: 403,
  /** The package cannot be installed: not of the right form, too large inside, or with things that plugins may not have; `issues` says which. */
  package_refused: 400,
  /** The package asks for other permissions or hosts than were agreed to; `issues` names what differs. */
  consent_required: 409,
  /** The plugin could not be started like this; what ran before goes on; `detail` has its words. */
  activation_failed: 409,
  /** The registry of packages could not be reached, or answered with nonsense. */
  registry_failed: 502,
  /** The registry's signature over a package is wrong, or made with a key that is unknown or was over by then; `issues` names key and fault. */
  signature_refused: 400,
  /** The version was published too short a while ago, and nobody agreed to take it nonetheless; `issues` says which, or what to agree to. */
  version_held: 409,
  /** What the plugin keeps has been migrated for a later version, which this one could not read; there is no way back. */
  data_newer: 409,
  /** What the plugin keeps is older than this version can migrate; a version in between can. */
  data_too_old: 409,
  /** An unexpected failure; `requestId` finds it in the logs. */
  internal: 500,
  /** The message queue is full; nothing was stored; try again after `retryAfterMs`. */
  busy: 503,
  /** The server or its database is not ready; nothing was stored. */
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorCodes;

const codes = Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]];

export const errorBody = z
  .object({
    code: z.enum(codes),
    detail: z.string().optional().meta({ description: 'For developers; not translated' }),
    issues: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'With invalid_input, taken: which fields, and why' }),
    text: z
      .object({ 'zh-CN': z.string(), en: z.string() })
      .optional()
      .meta({ description: 'With refused_by_plugin: for people, as the plugin words it' }),
    retryAfterMs: z.int().optional().meta({ description: 'With rate_limited, busy: milliseconds to wait' }),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof errorBody>;
