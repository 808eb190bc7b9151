import type { Account } from './people.ts';

/** Makes text safe inside HTML and its attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A plain page: no script, no style, nothing from elsewhere, so any content policy lets it through. */
export function writePage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title></head>
<body><main><h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>`;
}

/** The page that stands in for a provider's own: a button for each person, no passwords, since nobody here is real. */
export function choosePersonPage(title: string, accounts: readonly Account[], action: string): string {
  const items = accounts.map(
    ({ subject, name, role, school, email }) =>
      `<li><button type="submit" name="person" value="${escapeHtml(subject)}">${escapeHtml(name)}</button> ${escapeHtml(
        [role, school, email].filter((part) => part !== '').join(', '),
      )}</li>`,
  );
  return writePage(
    title,
    `<p>These people and schools are invented.</p>
<form method="post" action="${escapeHtml(action)}"><ul>
${items.join('\n')}
</ul></form>`,
  );
}
