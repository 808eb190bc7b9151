export interface Sen {
  readonly senSupport: boolean | null;
  readonly ehcPlan: boolean | null;
}

const UNKNOWN: Sen = { senSupport: null, ehcPlan: null };
const NONE: Sen = { senSupport: false, ehcPlan: false };
const SUPPORT: Sen = { senSupport: true, ehcPlan: false };
const PLAN: Sen = { senSupport: false, ehcPlan: true };

/**
 * Codes and wordings of SEN provision, whole texts only, so that `EHC plan requested` is not taken for a plan. Statements (to
 * 2018) were what plans are now; school action, and action plus (to 2014/15), what SEN support is.
 */
const WORDINGS: readonly [RegExp, Sen][] = [
  [
    /^(N|NONE|NO SEN|NOT SEN|NO (SPECIAL|ADDITIONAL) EDUCATIONAL NEEDS?|NO SPECIAL NEEDS?|NO SEN (SUPPORT|PROVISION|STATUS))$/,
    NONE,
  ],
  [/^(E|EHCP?|EHC PLANS?|EDUCATION HEALTH (AND )?CARE( PLAN)?|S|STATEMENT(ED)?|STATEMENT OF SEN|SEN STATEMENT)$/, PLAN],
  [/^(K|SEN|SEN SUPPORT|SEN K|SCHOOL SUPPORT|SPECIAL EDUCATIONAL NEEDS? SUPPORT)$/, SUPPORT],
  [/^(A|P|Q|(SCHOOL|EARLY YEARS) ACTION( PLUS)?|SCHOOL ACTION( OR EARLY YEARS ACTION)( PLUS)?)$/, SUPPORT],
  [/^SCHOOL ACTION PLUS( OR EARLY YEARS ACTION PLUS)?( AND| WITH)?( STATUTORY ASSESSMENT)?$/, SUPPORT],
];

/**
 * Reads SEN provision from a census code (N, K, E; before: S, A, P, Q) or its description, alone or together (`K - SEN support`).
 * Both answers are null when blank or when it cannot be read; the caller tells the two apart.
 */
export function readSen(text: string | null | undefined): Sen {
  const plain = (text ?? '')
    .toUpperCase()
    .replaceAll('&', ' AND ')
    .replace(/[^A-Z]+/g, ' ')
    .trim();
  const forms = [
    plain,
    plain.replace(/^[NKESAPQ] /, ''),
    plain.replace(/ [NKESAPQ]$/, ''),
    plain.replace(/ EHCP?$/, ''),
  ];
  for (const form of forms) {
    const found = WORDINGS.find(([pattern]) => pattern.test(form));
    if (found) return found[1];
  }
  return UNKNOWN;
}
