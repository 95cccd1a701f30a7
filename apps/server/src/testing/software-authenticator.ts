import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A passkey as a device would keep it: a real key pair, real signatures, attestation "none". */
export interface SoftwareAuthenticator {
  readonly id: string;
  /** Answers `navigator.credentials.create`. */
  create(options: Record<string, unknown>): object;
  /** Answers `navigator.credentials.get`. */
  get(options: Record<string, unknown>, faults?: Faults): object;
}

interface Faults {
  readonly origin?: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  readonly id?: string;
}

const USER_PRESENT = 1;
const USER_VERIFIED = 4;
const HAS_CREDENTIAL = 64;

const url = (bytes: Buffer) => bytes.toString('base64url');
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

export function createSoftwareAuthenticator(origin: string): SoftwareAuthenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rawId = randomBytes(32);
  const id = url(rawId);
  let counter = 0;
  let userHandle: string | undefined;

  const clientData = (type: string, challenge: unknown, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));
  const authenticatorData = (rpId: string, flags: number, count: number, rest = Buffer.alloc(0)) => {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags, 0);
    head.writeUInt32BE(count, 1);
    return Buffer.concat([sha256(rpId), head, rest]);
  };

  return {
    id,
    create: (options) => {
      userHandle = (options['user'] as { id: string }).id;
      const data = authenticatorData(
        (options['rp'] as { id: string }).id,
        USER_PRESENT | USER_VERIFIED | HAS_CREDENTIAL,
        counter,
        Buffer.concat([Buffer.alloc(16), Buffer.from([0, rawId.length]), rawId, coseKey(publicKey)]),
      );
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: url(clientData('webauthn.create', options['challenge'], origin)),
          attestationObject: url(attestation(data)),
          transports: ['internal'],
        },
      };
    },
    get: (options, faults = {}) => {
      counter = faults.counter ?? counter + 1;
      const flags = USER_PRESENT | (faults.userVerified === false ? 0 : USER_VERIFIED);
      const data = authenticatorData(options['rpId'] as string, flags, counter);
      const client = clientData('webauthn.get', options['challenge'], faults.origin ?? origin);
      return {
        id: faults.id ?? id,
        rawId: faults.id ?? id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: url(client),
          authenticatorData: url(data),
          signature: url(sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)),
          userHandle,
        },
      };
    },
  };
}

/** CBOR: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const bytes = (text: string) => Buffer.concat([Buffer.from([0x58, 32]), Buffer.from(text, 'base64url')]);
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(x),
    Buffer.from([0x22]),
    bytes(y),
  ]);
}

/** CBOR: {"fmt": "none", "attStmt": {}, "authData": data}. */
function attestation(data: Buffer): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    Buffer.from([0x58, data.length]),
    data,
  ]);
}
