import { decodeJwt, errors, jwtVerify } from 'jose';
import type { PublicApiState } from './public-api-state.ts';

const AUDIENCE = 'signin.education.gov.uk';
const TOLERANCE_SECONDS = 30;

interface Refusal {
  readonly status: 401 | 403;
  readonly body: { readonly success: false; readonly message: string };
}

const refuse = (status: 401 | 403, message: string): Refusal => ({ status, body: { success: false, message } });

/**
 * Checks the token of a question to the Public API: HS256 with the API secret, issued by the client, for DfE Sign-in's audience, in
 * time. 401 is a header that is missing or not of this form, 403 a token that does not hold.
 * @returns null when it holds
 */
export async function checkToken(state: PublicApiState, authorization: string | undefined): Promise<Refusal | null> {
  if (!authorization) return refuse(401, 'Missing Authorization header');
  const token = /^bearer\s+(\S+)$/i.exec(authorization)?.[1];
  if (!token) return refuse(401, 'Malformed Authorization header. Should be bearer {token}');
  if (readIssuer(token) !== state.clientId) return refuse(403, 'Unknown issuer');
  try {
    await jwtVerify(token, new TextEncoder().encode(state.apiSecret), {
      algorithms: ['HS256'],
      audience: AUDIENCE,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: state.clock.now(),
    });
    return null;
  } catch (error) {
    if (error instanceof errors.JWTExpired) return refuse(403, 'jwt expired');
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud')
      return refuse(403, 'jwt audience invalid');
    return refuse(403, 'invalid signature');
  }
}

function readIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
