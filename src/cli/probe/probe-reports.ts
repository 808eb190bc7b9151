import { sql } from 'kysely';
import { findViewer } from '../../access/find-viewer.ts';
import { REPORTS, type Report } from '../../reports/reports.ts';
import { type Database, type Scope, withScope } from '../../store/database.ts';
import type { Random } from '../reconcile/random.ts';
import { findFigures } from './figures.ts';
import { findCanaries } from './find-leaks.ts';
import type { Verdict } from './probe-pages.ts';
import { actsFor, knowsAgreement, NOW, type ProbePerson, type ProbeWorld, visibleTo } from './world.ts';

/** Everyone's scope as the program finds it, each compared with what is true of the world. */
export async function findScopes(
  world: ProbeWorld,
  database: Database,
): Promise<{ scopes: Map<ProbePerson, Scope>; wrong: Verdict[] }> {
  const scopes = new Map<ProbePerson, Scope>();
  const wrong: Verdict[] = [];
  const parts = {
    database,
    clock: { now: () => NOW },
    doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
    entitlements: {
      places: { 'dfe-sign-in': 'local', idams: 'local' },
      api: null,
      idamsRoleCodes: [],
      minutes: 5,
    },
  } as const;
  for (const who of world.people) {
    if (!who.person) {
      scopes.set(who, { urns: [] });
      continue;
    }
    const chosen = who.acting === null ? null : world.organisations[who.acting]!.key;
    const { viewer } = await findViewer(parts, { person: who.person, chosen, checked: null });
    scopes.set(who, viewer.scope);
    const visible = visibleTo(world, who);
    const more = viewer.scope.urns.filter((urn) => !visible.includes(urn));
    const fewer = visible.filter((urn) => !viewer.scope.urns.includes(urn));
    const sensitive = viewer.scope.sensitive === true && !(who.sensitive && who.role);
    if (more.length > 0 || sensitive)
      wrong.push({ leak: `${viewer.person} has ${more} in the scope, sensitive ${sensitive}` });
    if (fewer.length > 0) wrong.push({ refused: `${viewer.person} has not ${fewer} in the scope` });
  }
  return { scopes, wrong };
}

/**
 * Asks a report, under somebody's scope, about a school and a pupil that may not be theirs.
 * @param reports all that there are; tests of the probe give one that leaks
 * @param statistics the login under which schools are compared: it sees tallies of all of them, whatever walls stand
 */
export async function probeReport(
  world: ProbeWorld,
  database: Database,
  scopes: ReadonlyMap<ProbePerson, Scope>,
  random: Random,
  reports: readonly Report[] = REPORTS,
  statistics: Database | null = null,
): Promise<Verdict> {
  const who = random.pick(world.people);
  const report = random.pick(reports);
  const visible = visibleTo(world, who);
  const { urn, pupils } = random.pick(world.schools);
  const pupil = random.pick(pupils);
  const found = await report.read(database, scopes.get(who)!, urn, { pupil, ...(statistics && { statistics }) }, NOW);
  const tell = `${who.person?.subject ?? 'nobody'} asked ${report.name} of ${urn}, pupil ${pupil}`;
  if (found !== null && !visible.includes(urn)) return { leak: `${tell}: got it` };
  const text = JSON.stringify(found, (_key, value: unknown) => (value instanceof Map ? [...value] : value));
  const foreign = [...findCanaries(text).urns].find((each) => !visible.includes(each));
  if (foreign !== undefined) return { leak: `${tell}: told of ${foreign}` };
  const figures = report.name === 'who-looked' ? [] : [...findFigures(world.schools, text)];
  const counted = figures.find((each) => !visible.includes(each));
  if (counted !== undefined) return { leak: `${tell}: told figures of ${counted}` };
  if (!who.sensitive && /"marks":"[^"]*w|"was":"w"|"(previouslyL|l)ookedAfter":(true|false)|"Y5"/.test(text))
    return { leak: `${tell}: told a sensitive item` };
  const ownOnly = report.name === 'who-looked' && actsFor(world, who)?.key !== `school:${urn}`;
  return found === null && visible.includes(urn) && !ownOnly ? { refused: `${tell}: got nothing` } : null;
}

/** Tables about schools that the viewer's login may read. */
export async function tablesAboutSchools(owner: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'school_urn'
    WHERE c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
      AND has_column_privilege('rollcall_viewer', c.oid, a.attnum, 'SELECT') ORDER BY 1`.execute(owner);
  return rows.map(({ name }) => name);
}

/** What a school's own people may read whether or not it shares. */
const ABOUT_AGREEMENTS = ['agreement', 'agreement_event', 'agreement_wording', 'connection'];

/** Reads a whole table under somebody's scope: the second wall by itself. */
export async function probeTable(
  world: ProbeWorld,
  database: Database,
  scopes: ReadonlyMap<ProbePerson, Scope>,
  tables: readonly string[],
  random: Random,
): Promise<Verdict> {
  const who = random.pick(world.people);
  const table = random.pick(tables);
  const { rows } = await withScope(database, scopes.get(who)!, (transaction) =>
    sql<{ urn: number | null }>`SELECT DISTINCT school_urn AS urn FROM ${sql.table(table)}`.execute(transaction),
  );
  const visible = visibleTo(world, who);
  const may = (urn: number) =>
    ABOUT_AGREEMENTS.includes(table) ? knowsAgreement(world, who, urn) : visible.includes(urn);
  const foreign = who.duty === 'operator' ? undefined : rows.find(({ urn }) => urn === null || !may(urn));
  return foreign ? { leak: `${who.person?.subject ?? 'nobody'} read ${table} of ${foreign.urn}` } : null;
}
