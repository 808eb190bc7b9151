import { RollcallError } from '../errors.ts';
import { startSandbox } from '../sandbox/start-sandbox.ts';
import type { Command } from './command.ts';
import { LOAD_OPTIONS, runLoad } from './load/run-load.ts';

function readNumber(name: string, text: string, most: number): number {
  if (/^\d+$/.test(text) && Number(text) <= most) return Number(text);
  throw new RollcallError(
    'command-invalid',
    `--${name} is "${text}", but it must be a whole number from 0 to ${most}.`,
  );
}

/**
 * `rollcall sandbox`: the stand-ins for Wonde's API and for sign-in alone, until Ctrl-C. `sandbox load`: invented schools straight into
 * the store.
 */
export const sandbox: Command = {
  name: 'sandbox',
  summary: 'Runs a local stand-in for Wonde and for sign-in, with invented schools, until Ctrl-C.',
  usage:
    'sandbox --port P --schools N --seed S [--tls] [--sign-in-port P] [--webhooks URL]\nnpm run -s rollcall -- sandbox load [--schools 240] [--days 190] [--seed 1] [--pupils N] [--authority CODE] [--json]   puts invented schools with a year of marks straight into the store',
  positionals: ['[load]'],
  options: {
    port: { type: 'string', doc: 'Port of the Wonde API. 0: any free one.', default: '0' },
    'sign-in-port': { type: 'string', doc: 'Port of sign-in. 0: any free one.', default: '0' },
    schools: {
      type: 'string',
      doc: 'Approved schools. Unset: ROLLCALL_SANDBOX_SCHOOLS. Ten that do not share come besides. With load: 240.',
    },
    seed: { type: 'string', doc: 'Seed from which everything is made up. Unset: ROLLCALL_SANDBOX_SEED. With load: 1.' },
    tls: { type: 'boolean', doc: 'Serve the Wonde API over HTTPS, with a certificate made at start.' },
    webhooks: { type: 'string', doc: 'Address that webhooks about schools are sent to. Unset: nowhere.' },
    for: {
      type: 'string',
      doc: 'Address of the pages that sign-in may send people back to. Unset: ROLLCALL_PUBLIC_URL, or this machine.',
    },
    ...LOAD_OPTIONS,
  },
  async run(options, [action], context) {
    if (action === 'load') return runLoad(options, context);
    if (action !== undefined)
      throw new RollcallError(
        'command-invalid',
        `"sandbox ${action}" is not understood: sandbox alone runs the stand-ins, sandbox load fills the store.`,
      );
    const { config, clock, log, say, json, signal } = context;
    const text = (name: string, fallback: string) => String(options[name] ?? fallback);
    const home = config.ROLLCALL_PUBLIC_URL || `http://localhost:${config.PORT}`;
    const running = await startSandbox({
      wondePort: readNumber('port', text('port', '0'), 65_535),
      signInPort: readNumber('sign-in-port', text('sign-in-port', '0'), 65_535),
      schools: readNumber('schools', text('schools', String(config.ROLLCALL_SANDBOX_SCHOOLS)), 5000),
      seed: readNumber('seed', text('seed', String(config.ROLLCALL_SANDBOX_SEED)), 2_147_483_647),
      tls: options['tls'] === true,
      publicUrl: text('for', home),
      ...(options['webhooks'] === undefined ? {} : { webhookUrl: String(options['webhooks']) }),
      dataDir: config.ROLLCALL_DATA_DIR,
      production: config.NODE_ENV === 'production',
      clock,
      log,
    });
    const { wondeUrl, token, people, certificate, dfe, oidc, idams, publicApi, smtpUrl } = running;
    json({ wondeUrl, token, certificate, dfe, oidc, idams, publicApi, smtpUrl, people });
    say(`Wonde API   ${wondeUrl}/v1.0/   (about it: ${wondeUrl}/sandbox/)`);
    say(`DfE Sign-in ${dfe.issuer}   client ${dfe.clientId}, secret ${dfe.clientSecret}`);
    say(`Public API  ${publicApi.url}   API secret ${publicApi.apiSecret}, role ${publicApi.roleCode}`);
    say(`IDAMS       ${idams.endpoint}   realm ${idams.realm}, role ${idams.roleCode}`);
    say(`Own issuer  ${oidc.issuer}   client ${oidc.clientId}, secret ${oidc.clientSecret}`);
    say(`Mail        ${smtpUrl}   (read it: ${wondeUrl}/sandbox/mail)`);
    say(`Token       ${token}`);
    if (certificate !== null) say(`Certificate ${certificate}`);
    say('Who can sign in:');
    for (const { name, email, role, school } of people)
      say(`  ${email.padEnd(34)} ${name}, ${role}${school === '' ? '' : `, ${school}`}`);
    const authority = certificate === null ? '' : `--cacert ${certificate} `;
    say(`Try: curl ${authority}-H 'Authorization: Bearer ${token}' ${wondeUrl}/v1.0/schools`);
    say('Ctrl-C ends it.');
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    await running.close();
    return 0;
  },
};
