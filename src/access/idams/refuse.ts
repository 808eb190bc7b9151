import { RollcallError } from '../../errors.ts';

/** Every reason for which an answer of IDAMS is not taken. The names are stable: they go on the audit. */
export const REFUSALS = {
  'not-a-sign-in': 'the answer is not one to a sign-in',
  'wctx-missing': 'the answer does not say which sign-in it belongs to',
  'wctx-unknown': 'no such sign-in is under way here, or it was already answered',
  'wctx-expired': 'the sign-in was begun too long ago',
  'other-browser': 'the sign-in was begun in another browser, or its cookie is gone',
  'answer-missing': 'the answer holds no token',
  'answer-too-large': 'the token is larger than any real one',
  'doctype-present': 'the token holds a document type or a declaration',
  'comment-present': 'the token holds a comment',
  'instruction-present': 'the token holds a processing instruction',
  'entity-present': 'the token holds an entity of its own',
  'answer-malformed': 'the token is not well-formed XML',
  'response-not-one': 'the token is not exactly one RequestSecurityTokenResponse',
  'assertion-missing': 'there is no assertion that can be read',
  'assertions-several': 'there is more than one assertion',
  'assertion-version': 'the assertion is not of SAML 1.1',
  'assertion-misplaced': 'the assertion is not where the protocol puts it',
  'assertion-id-unusable': 'the assertion has no id, or its id is there more than once',
  'assertion-unsigned': 'the assertion is not signed',
  'signatures-several': 'there is more than one signature',
  'signature-misplaced': 'the signature is not that of the assertion',
  'signature-form': 'the signature holds something else than it should',
  'signed-info-not-one': 'there is not exactly one SignedInfo',
  'reference-not-one': 'the signature does not cover exactly one element',
  'reference-elsewhere': 'the signature covers something else than the assertion',
  'transform-not-allowed': 'the signature changes what it covers in a way that is not allowed',
  'algorithm-not-allowed': 'the signature uses an algorithm that is not allowed',
  'signature-wrong': 'no certificate that is trusted here made this signature',
  'issuer-wrong': 'the assertion comes from another issuer',
  'audience-missing': 'the assertion does not say for whom it is',
  'audience-wrong': 'the assertion is meant for another service',
  'condition-unknown': 'the assertion holds a condition that is not understood',
  'time-missing': 'the assertion does not say from when and until when it holds',
  'not-yet-valid': 'the assertion does not hold yet',
  'assertion-expired': 'the assertion holds no longer',
  'assertion-replayed': 'the assertion was already used',
  'confirmation-not-bearer': 'the assertion may be used only by whoever holds a key',
  'claim-form': 'a claim is not plain text',
  'subjects-several': 'the assertion is about more than one person',
  'subject-missing': 'the assertion does not say who it is about',
  'subject-form': 'the login name holds characters that it may not',
  'ukprns-several': 'the assertion names more than one organisation',
} as const;

export type IdamsRefusal = keyof typeof REFUSALS;

/** @throws sign-in-failed, not worth a retry; the message starts with the reason and a colon, and holds nothing of the answer */
export function refuse(reason: IdamsRefusal): never {
  throw new RollcallError('sign-in-failed', `${reason}: ${REFUSALS[reason]}.`, { retry: false });
}
