/** Asks once more, before something is taken from somebody. */
export interface Confirmation {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  /** Where the form is sent, again. */
  readonly address: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** What the button does. */
  readonly button: string;
  readonly back: string;
}

/** The page of a question. It is the answer to a form, so that who it is about stands in no address. */
export function confirmationPage(asked: Confirmation) {
  const fields = [...asked.fields, { name: 'confirmed', value: 'yes' }];
  return { template: 'pages/approvals/confirm.njk', model: { ...asked, title: asked.heading, fields } };
}
