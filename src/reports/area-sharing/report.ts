import { sql } from 'kysely';
import type { AgreementState } from '../../domain/agreement/agreement-state.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import type { Handle } from '../../store/database.ts';
import { readSchools, type School, urnsOfArea, urnsOfTrust } from '../../store/school-lookups.ts';
import type { AreaOrganisation, AreaReport } from '../area-report.ts';
import { viewAreaSharing } from './view.ts';

/** Every school of the organisation that is open today, from the list of schools. */
export interface AreaSharingFacts {
  readonly schools: readonly School[];
  /** Closed by today. */
  readonly closed: number;
  /** Of those whose agreement the viewer may see: the ones that share. */
  readonly states: ReadonlyMap<number, AgreementState>;
}

/** Which schools of the trust or the authority share, and which do not. */
export const areaSharing: AreaReport<AreaSharingFacts> = {
  name: 'Sharing',
  path: '/area/sharing',
  names: false,
  without: ['population', 'groups', 'definition', 'period'],
  withoutSessions: true,
  more: async ({ transaction, facts }) => {
    const today = londonDate(facts.now);
    const own = await urnsOf(transaction, facts.organisation, today);
    const urns = [...new Set([...own, ...facts.visible.map(({ urn }) => urn)])];
    const all = await readSchools(transaction, urns);
    const isOpen = ({ statusCode, closeDate }: School) =>
      statusCode !== '2' && (closeDate === null || closeDate > today);
    const schools = all.filter(isOpen).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.urn - b.urn));
    return { schools, closed: all.length - schools.length, states: await readStates(transaction) };
  },
  view: viewAreaSharing,
};

/** The schools of an organisation on a day; none where it is none that has schools. */
async function urnsOf(handle: Handle, { key }: AreaOrganisation, day: string): Promise<number[]> {
  const [kind, id] = (key ?? '').split(':');
  if (kind === 'trust') return urnsOfTrust(handle, id!, day);
  if (kind === 'authority') return urnsOfArea(handle, id!, day);
  return kind === 'school' ? [Number(id)] : [];
}

/** States of the agreements of the schools in the scope. */
async function readStates(handle: Handle): Promise<Map<number, AgreementState>> {
  const { rows } = await sql<{ urn: number; state: AgreementState }>`
    SELECT school_urn AS urn, state FROM scope_agreement`.execute(handle);
  return new Map(rows.map(({ urn, state }) => [urn, state]));
}
