import type { z } from 'zod';
import type { Access, Scope } from './access.ts';
import type { ErrorCode } from './errors.ts';

export interface RouteDefinition {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Fastify style, with `:name` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** One of these is enough. */
  readonly access: readonly Access[];
  /** How far it reaches. */
  readonly scope: Scope;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Body of a multipart upload; documented, not validated by schema. */
  readonly multipart?: true;
  readonly response: z.ZodType;
  /** Statuses beside 200 that come with the same body. */
  readonly alsoWith?: readonly number[];
  /** Codes beside those that any route may answer with (invalid_input, unauthenticated, forbidden, rate_limited, internal, unavailable). */
  readonly errors?: readonly ErrorCode[];
}

/** Declares a route; keeps its literal types so that clients can be typed from it. */
export const route = <const R extends RouteDefinition>(definition: R): R => definition;

type In<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a caller passes to a route. Parts that the route does not have are absent. */
export type RouteInput<R extends RouteDefinition> = (R extends { params: infer S }
  ? { params: In<S> }
  : { params?: undefined }) &
  (R extends { query: infer S } ? { query?: In<S> } : { query?: undefined }) &
  (R extends { body: infer S }
    ? { body: In<S> }
    : R extends { multipart: true }
      ? { body: unknown }
      : { body?: undefined });

/** What a route answers. */
export type RouteOutput<R extends RouteDefinition> = z.output<R['response']>;
