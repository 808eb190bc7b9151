import { decodeJwt, errors, jwtVerify } from 'jose';
import { type NotifyAnswer, refuseWith } from './notify-answer.ts';

const TOLERANCE_SECONDS = 30;

/**
 * Checks a token as Notify does: HS256 with the key's secret, issued by the service within 30 seconds of now. The real time counts and
 * not a clock that was set: Notify's library reads no other.
 * @returns null when it holds
 */
export async function checkNotifyToken(
  authorization: string | undefined,
  { serviceId, secret }: { readonly serviceId: string; readonly secret: string },
): Promise<NotifyAnswer | null> {
  const token = /^bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return refuseWith(401, 'AuthError', 'Unauthorized: authentication token must be provided');
  try {
    if (decodeJwt(token).iss !== serviceId) return refuseWith(403, 'AuthError', 'Invalid token: service not found');
    await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      maxTokenAge: TOLERANCE_SECONDS,
      clockTolerance: TOLERANCE_SECONDS,
    });
    return null;
  } catch (error) {
    return error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed
      ? refuseWith(403, 'AuthError', 'Error: Your system clock must be accurate to within 30 seconds')
      : refuseWith(403, 'AuthError', 'Invalid token: API key not found');
  }
}
