import type { FastifyInstance } from 'fastify';
import { escapeHtml, writePage } from '../sign-in/pages.ts';
import type { Mail, MailServer } from './start-mail.ts';

const POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Adds pages that show what came: `/sandbox/mail` to read, newest first, and `/sandbox/mail.json`. They ask for no token. */
export function addMailControl(server: FastifyInstance, mail: Pick<MailServer, 'messages'>): void {
  server.get('/sandbox/mail', (_request, reply) =>
    reply
      .headers({ 'content-security-policy': POLICY, 'cache-control': 'no-store' })
      .type('text/html; charset=utf-8')
      .send(writeMailPage(mail.messages().reverse())),
  );
  server.get('/sandbox/mail.json', (_request, reply) =>
    reply.header('cache-control', 'no-store').send(mail.messages()),
  );
}

function writeMailPage(mails: readonly Mail[]): string {
  const items = mails.map(
    ({ to, from, subject, text, at }) => `<article><h2>${escapeHtml(subject)}</h2>
<p>To ${escapeHtml(to)}, from ${escapeHtml(from)}, ${escapeHtml(at.toISOString())}</p>
<pre>${linkAddresses(text)}</pre></article>`,
  );
  const none = '<p>None yet. Mail that is sent here is shown here and delivered to nobody.</p>';
  return writePage('Mail (sandbox)', items.length === 0 ? none : items.join('\n'));
}

/** Text as HTML, its web addresses as links. */
function linkAddresses(text: string): string {
  const parts = text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/);
  return parts
    .map((part, index) =>
      index % 2 === 0 ? escapeHtml(part) : `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>`,
    )
    .join('');
}
