import type { Config } from '../../../platform/config/index.ts';

/** How we know the provider, and where new people go. */
export interface SingleSignOnConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** On the button. */
  readonly name: string;
  /** Null: only people who have an account are let in. */
  readonly defaultOrgUnit: number | null;
  readonly defaultRole: string | null;
}

/** Null: not set up. */
export function singleSignOnOf(config: Config): SingleSignOnConfig | null {
  if (!config.OIDC_ISSUER || !config.OIDC_CLIENT_ID) return null;
  return {
    issuer: config.OIDC_ISSUER,
    clientId: config.OIDC_CLIENT_ID,
    clientSecret: config.OIDC_CLIENT_SECRET,
    name: config.OIDC_NAME,
    defaultOrgUnit: config.OIDC_DEFAULT_ORG_UNIT ?? null,
    defaultRole: config.OIDC_DEFAULT_ROLE ?? null,
  };
}

/** Somebody whom the provider sends for the first time. */
export interface NewPerson {
  readonly username: string;
  readonly name: string;
  /** Only when the provider has verified it. */
  readonly email: string | null;
  readonly orgUnitId: number;
  readonly role: string | null;
}

/** What the provider says of a person. */
export interface ProvidedIdentity {
  /** The provider and its id of the person: together they never mean somebody else. */
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | null;
  readonly preferredUsername: string | null;
  /** As we store it. */
  readonly email: string | null;
  readonly emailVerified: boolean;
}
