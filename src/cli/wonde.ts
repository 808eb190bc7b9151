import type { SourceAccess } from '../agreement/source-access.ts';
import type { SourceOf } from '../collection/collect-schools.ts';
import { createWondeClient, type WondeClientOptions } from '../collection/sources/wonde/client.ts';
import { findSchool } from '../collection/sources/wonde/find-school.ts';
import { readPermissionNames } from '../collection/sources/wonde/permission-names.ts';
import { readPermissions } from '../collection/sources/wonde/read-permissions.ts';
import { requestAccess } from '../collection/sources/wonde/request-access.ts';
import { readApproval, readApprovals } from '../collection/sources/wonde/schools.ts';
import { createWondeSource } from '../collection/sources/wonde/source.ts';
import type { Config } from '../config.ts';
import { RollcallError } from '../errors.ts';

/** The Wonde account that this installation uses: the real one, or the sandbox's. */
export interface Wonde extends SourceAccess {
  readonly sourceOf: SourceOf;
}

/**
 * @param sandbox where the sandbox listens, when it stands in for Wonde
 * @param timing other waits than the settings', for runs that meet hundreds of faults
 */
export function openWonde(
  config: Config,
  sandbox: { wondeUrl: string; token: string } | null,
  timing: Partial<Pick<WondeClientOptions, 'timeoutMs' | 'retries' | 'backoffMs' | 'mostRetryAfterMs'>> = {},
): Wonde {
  const baseUrl = sandbox?.wondeUrl ?? config.ROLLCALL_WONDE_URL;
  const clientWith = (token: string, ask?: typeof fetch) =>
    createWondeClient({
      baseUrl,
      token,
      hosts: sandbox ? [] : config.ROLLCALL_WONDE_HOSTS,
      auth: config.ROLLCALL_WONDE_AUTH,
      paging: config.ROLLCALL_WONDE_PAGING,
      pageSize: config.ROLLCALL_WONDE_PAGE_SIZE,
      timeoutMs: config.ROLLCALL_WONDE_TIMEOUT_SECONDS * 1000,
      retries: config.ROLLCALL_WONDE_RETRIES,
      pauseMs: config.ROLLCALL_WONDE_PAUSE_MS,
      ...timing,
      ...(ask && { fetch: ask }),
    });
  const token = sandbox?.token ?? config.ROLLCALL_WONDE_TOKEN;
  const account = clientWith(token);
  const names = readPermissionNames(config.ROLLCALL_WONDE_PERMISSIONS);
  const schoolTokens = sandbox ? new Map<number, string>() : readSchoolTokens(config.ROLLCALL_WONDE_SCHOOL_TOKENS);
  return {
    source: 'wonde',
    approvals: (signal, options) => readApprovals(account, signal, options),
    approval: (id, signal, clock) => readApproval(account, id, signal, { clock }),
    findSchool: (urn, signal) => findSchool(account, urn, signal),
    requestAccess: (id, contacts, signal) => requestAccess(account, id, contacts, signal),
    permissions: (id, signal) => readPermissions(account, id, signal, names),
    sourceOf: ({ urn, sourceSchoolId, sourceHost }, ask) => {
      const own = schoolTokens.get(urn) ?? token;
      return createWondeSource({
        client: clientWith(own, ask),
        school: { id: sourceSchoolId!, urn, host: sourceHost },
        dateFilter: config.ROLLCALL_WONDE_DATE_FILTER,
        queryDates: config.ROLLCALL_WONDE_QUERY_DATES,
      });
    },
  };
}

function readSchoolTokens(text: string): Map<number, string> {
  const pairs = text.split(',').filter((each) => each.trim() !== '');
  return new Map(
    pairs.map((each) => {
      const [urn, token] = each.split('=').map((part) => part.trim());
      if (!/^\d{6}$/.test(urn ?? '') || !token)
        throw new RollcallError(
          'setting-invalid',
          'ROLLCALL_WONDE_SCHOOL_TOKENS must be pairs such as 123456=token,123457=token.',
        );
      return [Number(urn), token] as const;
    }),
  );
}
