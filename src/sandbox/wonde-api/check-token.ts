import { Failure } from './failure.ts';

/**
 * Checks the Authorization header: Bearer (in any case) or Basic with the token as user name; with `lenient` also the
 * raw token after Basic or alone, as some public clients send it. Throws 401.
 */
export function checkToken(header: string | undefined, token: string, lenient: boolean): void {
  const [, scheme, given] = /^(?:(bearer|basic)\s+)?(\S+)\s*$/i.exec(header ?? '') ?? [];
  const basic = Buffer.from(given ?? '', 'base64').toString('utf8');
  const right =
    scheme?.toLowerCase() === 'bearer'
      ? given === token
      : scheme?.toLowerCase() === 'basic'
        ? basic === `${token}:` || (lenient && given === token)
        : lenient && given === token;
  if (!right) throw new Failure(401, 'invalid_token', 'The token is missing or wrong.');
}
