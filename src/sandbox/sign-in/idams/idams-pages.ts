import { createHash } from 'node:crypto';
import { escapeHtml, writePage } from '../pages.ts';
import type { IdamsAccount } from './idams-account.ts';

export interface Page {
  readonly html: string;
  /** The content policy that it needs. */
  readonly policy: string;
}

/** No `form-action`: the forms lead to whoever asked for the sign-in. */
const POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const SEND = 'document.forms[0].submit();';
const SEND_HASH = createHash('sha256').update(SEND).digest('base64');

export const plainPage = (title: string, body: string): Page => ({ html: writePage(title, body), policy: POLICY });

/** A button for each person. No passwords, since nobody here is real. */
export function choosePage(
  people: readonly IdamsAccount[],
  action: string,
  question: Readonly<Record<string, string>>,
): Page {
  const items = people.map(
    ({ login, name, role, organisation, email }) =>
      `<li><button type="submit" name="person" value="${escapeHtml(login)}">${escapeHtml(name)}</button> ${escapeHtml(
        [role, organisation, email].filter((part) => part !== '').join(', '),
      )}</li>`,
  );
  return plainPage(
    'IDAMS (sandbox): choose a person',
    `<p>These people and organisations are invented.</p>
<form method="post" action="${escapeHtml(action)}">${hiddenFields(question)}<ul>
${items.join('\n')}
</ul></form>`,
  );
}

/** The form that carries the answer back. It sends itself; where scripts do not run, its button does. */
export function sendBackPage(wreply: string, fields: Readonly<Record<string, string>>): Page {
  return {
    html: writePage(
      'IDAMS (sandbox): signed in',
      `<form method="post" action="${escapeHtml(wreply)}">${hiddenFields(fields)}
<p><button type="submit">Continue</button></p></form>
<script>${SEND}</script>`,
    ),
    policy: `${POLICY}; script-src 'sha256-${SEND_HASH}'`,
  };
}

function hiddenFields(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
}
