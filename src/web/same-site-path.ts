const SOMEWHERE = 'https://rollcall.invalid';

/**
 * A path of this site that may be gone to after sign-in, or null. Everything that a browser could read as another site's
 * address is refused: `//host`, `/\host`, a scheme, control characters (which browsers drop before they look).
 */
export function sameSitePath(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > 1000 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return null;
  const url = URL.canParse(text, SOMEWHERE) ? new URL(text, SOMEWHERE) : null;
  if (url?.origin !== SOMEWHERE || url.pathname.startsWith('//') || /^\/sign-(in|out)(\/|$)/.test(url.pathname))
    return null;
  return url.pathname + url.search;
}
