/** What is used in place of the typeface that only services on gov.uk may use. */
const NEUTRAL_FONTS = '"Helvetica Neue",Helvetica,Arial,sans-serif';

/**
 * GOV.UK Frontend's compiled stylesheet with its files found beside it, and, unless `govuk`, without the typeface and the
 * crest that are reserved for services on gov.uk. Throws when the package has changed so that the names are found no more.
 */
export function replaceBranding(stylesheet: string, govuk: boolean): string {
  const relative = stylesheet.replaceAll('url(/assets/', 'url(').replace(/\n?\/\*# sourceMappingURL=.*?\*\/\s*$/, '\n');
  if (govuk) return relative;
  const neutral = relative
    .replace(/@font-face\{font-family:GDS Transport;[^}]*\}/g, '')
    .replace(/font-family:GDS Transport,arial,sans-serif/g, `font-family:${NEUTRAL_FONTS}`)
    .replace(/@supports[^{]*mask-position:initial\)[^{]*\{\.govuk-footer__copyright-logo:before\{[^}]*\}\}/g, '')
    .replace(/\.govuk-footer__copyright-logo:before\{[^}]*\}/g, '');
  const left = /GDS Transport|crest|crown\.|@font-face/i.exec(neutral)?.[0];
  if (left)
    throw new Error(
      `The GOV.UK stylesheet still holds "${left}" after its branding was taken out: the package has changed.`,
    );
  return neutral;
}
