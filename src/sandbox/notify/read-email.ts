import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { type NotifyAnswer, refuseWith } from './notify-answer.ts';

const Request = Type.Object(
  {
    template_id: Type.String(),
    email_address: Type.String(),
    personalisation: Type.Optional(Type.Record(Type.String(), Type.String())),
    reference: Type.Optional(Type.String()),
    email_reply_to_id: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

export interface ReadEmail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly reference: string | null;
  readonly replyToId: string | null;
}

/** Reads a request to send an e-mail, with the checks that Notify documents, in its order. */
export function readEmail(
  body: unknown,
  known: { readonly templateId: string; readonly replyToId: string },
): ReadEmail | NotifyAnswer {
  if (!Value.Check(Request, body)) return refuseWith(400, 'ValidationError', 'the request is not of its schema');
  const {
    template_id,
    email_address,
    personalisation = {},
    reference,
    email_reply_to_id,
  } = body as Static<typeof Request>;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email_address))
    return refuseWith(400, 'ValidationError', 'email_address Not a valid email address');
  if (template_id !== known.templateId) return refuseWith(400, 'BadRequestError', 'Template not found');
  const missing = ['subject', 'body'].filter((field) => !(field in personalisation));
  if (missing.length > 0) return refuseWith(400, 'BadRequestError', `Missing personalisation: ${missing.join(', ')}`);
  if (email_reply_to_id !== undefined && email_reply_to_id !== known.replyToId)
    return refuseWith(400, 'BadRequestError', 'email_reply_to_id does not exist in database for service id');
  return {
    to: email_address,
    subject: personalisation['subject']!.replace(/[\r\n]+/g, ' '),
    body: personalisation['body']!,
    reference: reference ?? null,
    replyToId: email_reply_to_id ?? null,
  };
}
