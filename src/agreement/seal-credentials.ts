import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { RollcallError } from '../errors.ts';

/** What it takes to sign in to a school's MIS. Never shown again once it is set, never logged. */
export interface Credentials {
  readonly user: string;
  readonly secret: string;
}

/** Keys from the settings, 32 bytes each: the first seals, all of them open, so that a key can be changed in two steps. */
export type CredentialKeys = readonly Buffer[];

const VERSION = '1';

/**
 * Seals credentials with AES-256-GCM. The school's URN goes into the seal, so that what was sealed for one school does not open for
 * another.
 * @returns text for the database: version, the key's name, nonce, seal and tag
 * @throws setting-invalid without any key
 */
export function sealCredentials(keys: CredentialKeys, urn: number, credentials: Credentials): string {
  const [key] = keys;
  if (!key) throw noKey();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aboutSchool(urn));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(credentials), 'utf8'), cipher.final()]);
  return [
    VERSION,
    nameOfKey(key),
    ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url')),
  ].join('.');
}

/**
 * Opens sealed credentials.
 * @throws credentials-unreadable when no key of the settings opens them: it is missing or changed, or they were changed
 */
export function openCredentials(keys: CredentialKeys, urn: number, text: string): Credentials {
  const [version, name, nonce, sealed, tag] = text.split('.');
  const key = keys.find((each) => nameOfKey(each) === name);
  if (version !== VERSION || !key) throw unreadable(urn, 'The key that sealed them is not in ROLLCALL_CREDENTIALS_KEY');
  try {
    const [iv, body, authTag] = [nonce, sealed, tag].map((part) => Buffer.from(part ?? '', 'base64url'));
    const decipher = createDecipheriv('aes-256-gcm', key, iv!, { authTagLength: 16 })
      .setAAD(aboutSchool(urn))
      .setAuthTag(authTag!);
    return JSON.parse(Buffer.concat([decipher.update(body!), decipher.final()]).toString('utf8')) as Credentials;
  } catch {
    // The reason would tell of what is sealed.
    throw unreadable(urn, 'They are not what was sealed for this school');
  }
}

/** A key's name, which tells nothing of the key: by it a sealed text says which key opens it. */
const nameOfKey = (key: Buffer): string =>
  createHash('sha256').update('rollcall credentials key').update(key).digest('hex').slice(0, 12);

const aboutSchool = (urn: number) => Buffer.from(`school:${urn}`);

const unreadable = (urn: number, why: string) =>
  new RollcallError(
    'credentials-unreadable',
    `The credentials kept for school ${urn} cannot be read. ${why}. Bring the old key back, or ask the school to enter them again.`,
  );

const noKey = () =>
  new RollcallError(
    'setting-invalid',
    'ROLLCALL_CREDENTIALS_KEY is not set, so credentials cannot be kept. Set it to 64 hexadecimal digits, for example from: openssl rand -hex 32',
  );
