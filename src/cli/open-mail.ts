import type { Config } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import { type MailSender, startMailSender } from '../jobs/send-mail.ts';
import type { Log } from '../log.ts';
import { createSmtpTransport } from '../mail/create-smtp-transport.ts';
import type { Transport } from '../mail/transport.ts';
import type { Database } from '../store/database.ts';
import { SERVICE_NAME } from '../web/frame.ts';

export interface MailParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly owner: Database;
  /** Null outside the sandbox, whose mail never leaves this machine. */
  readonly sandbox: { readonly smtpUrl: string } | null;
  readonly publicUrl: string;
  /** The way that mail goes; see `chooseTransport`. */
  readonly transport: Transport | null;
}

/** Starts the sender of queued mail, with what the settings say about who runs the service. */
export function openMail({ config, clock, log, owner, sandbox, publicUrl, transport }: MailParts): MailSender {
  return startMailSender({
    owner,
    transport,
    from: config.ROLLCALL_MAIL_FROM || 'Rollcall <rollcall@sandbox.example>',
    publicUrl,
    serviceName: SERVICE_NAME,
    operatorName: config.ROLLCALL_OPERATOR_NAME || null,
    helpContact: config.ROLLCALL_HELP_CONTACT || null,
    invented: sandbox !== null,
    clock,
    log,
    everyMs: sandbox ? 2000 : 15_000,
  });
}

/**
 * The way that mail goes: to the sandbox, through GOV.UK Notify, by SMTP, or none.
 * @throws setting-invalid
 */
export async function chooseTransport(config: Config, sandbox: MailParts['sandbox']): Promise<Transport | null> {
  if (sandbox) return createSmtpTransport(sandbox.smtpUrl);
  if (config.ROLLCALL_NOTIFY_API_KEY === '')
    return config.ROLLCALL_SMTP_URL === '' ? null : createSmtpTransport(config.ROLLCALL_SMTP_URL);
  // Its library is large, and loaded where it is used only.
  const { createNotifyTransport } = await import('../mail/create-notify-transport.ts');
  return createNotifyTransport({
    apiKey: config.ROLLCALL_NOTIFY_API_KEY,
    templateId: config.ROLLCALL_NOTIFY_TEMPLATE_ID,
    url: config.ROLLCALL_NOTIFY_URL,
    replyToId: config.ROLLCALL_NOTIFY_REPLY_TO_ID || null,
  });
}
