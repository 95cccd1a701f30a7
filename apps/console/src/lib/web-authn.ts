/** Options and answers in the JSON form of the Web Authentication standard. Browsers that speak it themselves are still too few. */
type Json = Record<string, unknown>;

/** Whether this browser, on this address, knows passkeys at all. */
export const knowsPasskeys = () => window.isSecureContext && 'PublicKeyCredential' in window;

/** Whether the browser can offer passkeys where it fills in user names. */
export const fillsInPasskeys = async () =>
  knowsPasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;

const bytesOf = (text: unknown) =>
  Uint8Array.from(atob(String(text).replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

const textOf = (buffer: ArrayBuffer | null) =>
  buffer &&
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const withBytes = (descriptors: unknown): PublicKeyCredentialDescriptor[] =>
  Array.isArray(descriptors) ? descriptors.map((one) => ({ ...one, id: bytesOf(one['id']) })) : [];

const answerOf = (credential: PublicKeyCredential, response: Json): Json => ({
  id: credential.id,
  rawId: textOf(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { clientDataJSON: textOf(credential.response.clientDataJSON), ...response },
});

/**
 * Lets the person choose one of their passkeys.
 * @throws {DOMException} NotAllowedError: refused, or none was there; AbortError: we gave up
 */
export const askForPasskey = async (
  options: Json,
  { mediation, signal }: { mediation: 'conditional' | 'optional'; signal: AbortSignal },
): Promise<Json> => {
  const publicKey = {
    ...options,
    challenge: bytesOf(options['challenge']),
    allowCredentials: withBytes(options['allowCredentials']),
  };
  const credential = (await navigator.credentials.get({ publicKey, mediation, signal })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAssertionResponse;
  return answerOf(credential, {
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    userHandle: textOf(response.userHandle) ?? undefined,
  });
};

/**
 * Lets the device make a passkey.
 * @throws {DOMException} NotAllowedError: refused; InvalidStateError: the device has one of this account
 */
export const makePasskey = async (options: Json): Promise<Json> => {
  const publicKey = {
    ...options,
    challenge: bytesOf(options['challenge']),
    user: { ...(options['user'] as Json), id: bytesOf((options['user'] as Json)['id']) },
    excludeCredentials: withBytes(options['excludeCredentials']),
  } as unknown as PublicKeyCredentialCreationOptions;
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = credential.response as AuthenticatorAttestationResponse;
  return answerOf(credential, {
    attestationObject: textOf(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
};
