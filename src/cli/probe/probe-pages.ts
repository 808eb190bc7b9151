import { personKey } from '../../access/person.ts';
import type { Database } from '../../store/database.ts';
import type { GuardedRoute } from '../../web/door.ts';
import type { Random } from '../reconcile/random.ts';
import { findFigures } from './figures.ts';
import { fileTellsSensitive, findCanaries, tellsSensitive } from './find-leaks.ts';
import { type ChangedRow, findChanged, type Kept, putTablesBack } from './kept-tables.ts';
import type { ProbeAnswer, ProbeInstance, Walls } from './probe-instance.ts';
import { mayChange } from './table-truths.ts';
import { mayUse } from './truth.ts';
import { actsFor, knowsAgreement, type ProbePerson, type ProbeWorld, visibleTo } from './world.ts';

/** What a probe found wrong, in words for whoever must mend it. */
export type Verdict = { readonly leak: string } | { readonly refused: string } | null;

/** Somebody asks for something. */
export interface PageProbe {
  readonly who: ProbePerson;
  readonly route: GuardedRoute;
  readonly urn: number;
  readonly pupil: number;
  readonly url: string;
  readonly form: Record<string, string> | undefined;
}

/** Routes that are probed: all but files that are the same for everyone. */
export const isProbed = ({ url, method }: GuardedRoute): boolean =>
  method !== 'HEAD' && !url.startsWith('/assets/') && !url.startsWith('/.well-known/') && url !== '/health';

/** Draws somebody, a route, and the ids that it is asked with: their own or another's. */
export function drawPage(world: ProbeWorld, routes: readonly GuardedRoute[], random: Random): PageProbe {
  const who = random.pick(world.people);
  const route = random.pick(routes);
  const visible = visibleTo(world, who);
  const urn = visible.length > 0 && random.chance(0.5) ? random.pick(visible) : random.pick(world.schools).urn;
  const school = world.schools.find((each) => each.urn === urn)!;
  const pupil = random.chance(0.7) ? random.pick(school.pupils) : random.pick(random.pick(world.schools).pupils);
  const path = route.url
    .replace(':urn', String(urn))
    .replace(':pupilId', String(pupil))
    .replace(':requestId', String(random.whole(1, world.organisations.length + 2)))
    .replace(/:[a-zA-Z]+/g, () => String(random.whole(1, 20)));
  const fields = drawFields(world, random);
  const query = random.chance(0.3) ? `?${new URLSearchParams(fields)}` : '';
  return { who, route, urn, pupil, url: path + query, form: route.method === 'POST' ? fields : undefined };
}

/** Fields that pages read, and ids of others under every name that one could go by. */
function drawFields(world: ProbeWorld, random: Random): Record<string, string> {
  const urn = String(random.pick(world.schools).urn);
  const { key } = random.pick(world.organisations);
  const other = random.pick(world.people).person;
  const all: Record<string, string> = {
    urn,
    school: urn,
    school_urn: urn,
    scope: urn,
    organisation: key,
    person: other ? personKey(other) : 'nobody',
    pupil: '1',
    pupilId: '101',
    requestId: String(random.whole(1, world.organisations.length)),
    purpose: random.pick(['support', 'follow-up', 'trends', 'inspection', '']),
    right: random.pick(['view', 'sensitive', 'agree']),
    decision: random.pick(['approved', 'refused']),
    reason: 'A reason.',
    email: 'someone@probe.example',
    duty: random.pick(['approver', 'member', 'operator', 'analyst']),
    ukprn: '10000372',
    name: 'Somebody',
    search: random.pick(['on', urn, key]),
    year: random.pick(['4', 'statistical']),
    sort: random.pick(['name', 'attendance', 'missed']),
    order: random.pick(['', 'desc']),
    page: String(random.whole(1, 3)),
    population: random.pick(['all', 'statistical']),
    near: random.pick(['england', 'region', 'local']),
    period: random.pick(['year', 'week', 'day', 'range']),
    definition: random.pick(['here', 'published']),
    from: '2026-09-01',
    to: random.pick(['2026-11-23', `/schools/${urn}`]),
  };
  return Object.fromEntries(Object.entries(all).filter(() => random.chance(0.7)));
}

/** What ends a session, or starts another, is asked alone: the same person may be asking for something else. */
const ENDS_SESSION = ['/sign-out', '/organisations/switch'];

/**
 * Asks all at the same time, so that both the program and the database have work. When something changed, the tables are put back and
 * the same is asked again, forms one by one: rows may change only for those who decide over them, and what others were told
 * meanwhile may have been right.
 */
export async function probePages(
  world: ProbeWorld,
  instance: ProbeInstance,
  walls: Walls,
  probes: readonly PageProbe[],
  owner: Database,
  kept: Kept,
): Promise<Verdict[]> {
  const oneByOne = async (some: readonly PageProbe[]) => {
    const verdicts: Verdict[] = [];
    for (const probe of some) verdicts.push(await probeChange(world, instance, walls, probe, owner, kept));
    return verdicts;
  };
  /** Null when something changed, and was put back. */
  const atOnce = async (some: readonly PageProbe[]) => {
    const verdicts = await Promise.all(some.map((probe) => probePage(world, instance, walls, probe)));
    const changed = await findChanged(owner, kept);
    if (changed.length > 0) await putBack(instance, owner, changed, some);
    return changed.length > 0 ? null : verdicts;
  };
  const alone = probes.filter(({ route }) => ENDS_SESSION.includes(route.url));
  const together = probes.filter(({ route }) => !ENDS_SESSION.includes(route.url));
  const [pages, forms] = [together.filter(({ form }) => !form), together.filter(({ form }) => form)];
  const verdicts = (await atOnce(together)) ?? [
    ...((await atOnce(pages)) ?? (await oneByOne(pages))),
    ...(await oneByOne(forms)),
  ];
  return [...verdicts, ...(await oneByOne(alone))];
}

async function putBack(
  instance: ProbeInstance,
  owner: Database,
  changed: readonly ChangedRow[],
  probes: readonly PageProbe[],
): Promise<void> {
  await putTablesBack(owner, changed);
  // Whoever had lost the role when they asked has lost the session too.
  instance.forgetSessions(probes.map(({ who }) => who));
}

/** Asks, and judges the answer by what is true of the world. */
export async function probePage(
  world: ProbeWorld,
  instance: ProbeInstance,
  walls: Walls,
  probe: PageProbe,
): Promise<Verdict> {
  const { who, route, url, form } = probe;
  const method = route.method as 'GET' | 'POST';
  const answer = await instance.send(who, { method, url, ...(form && { form }) });
  return judge(world, walls, probe, answer);
}

/** The same by itself, with a look at what it changed. */
export async function probeChange(
  world: ProbeWorld,
  instance: ProbeInstance,
  walls: Walls,
  probe: PageProbe,
  owner: Database,
  kept: Kept,
): Promise<Verdict> {
  const verdict = await probePage(world, instance, walls, probe);
  const changed = await findChanged(owner, kept);
  if (changed.length === 0) return verdict;
  await putBack(instance, owner, changed, [probe]);
  const wrong = changed.find(({ table, row }) => !mayChange(world, probe.who, table, row));
  return wrong ? { leak: `${describe(world, probe)} changed ${wrong.table}: ${wrong.json.slice(0, 200)}` } : verdict;
}

function judge(world: ProbeWorld, walls: Walls, probe: PageProbe, answer: ProbeAnswer): Verdict {
  const { who, route, urn } = probe;
  const about = route.url.includes(':urn');
  const may = mayUse(world, route.may, who, urn);
  const tell = (what: string) => `${describe(world, probe)} (${walls}): ${what}, status ${answer.status}`;
  const leak = findLeak(world, probe, answer);
  if (leak) return { leak: tell(leak) };
  const sees = visibleTo(world, who).includes(urn);
  // With the first wall off a page may open and be empty; one about a school that is not theirs must not even do that.
  if (!may && answer.status === 200 && (walls !== 'first-off' || (about && !sees)))
    return { leak: tell('opened a page that is not theirs') };
  if (answer.status >= 500) return { refused: tell('a fault') };
  if (walls !== 'both' || !may) return null;
  if (answer.status === 403 || answer.location.startsWith('/sign-in'))
    return { refused: tell('refused what is theirs') };
  const knows = world.schools.find((each) => each.urn === urn)!.pupils.includes(probe.pupil);
  // A file is of one table of a page: there may be no such table, or nothing in it.
  if (route.url.endsWith('/download') && answer.status === 404) return null;
  const complete = about && route.method === 'GET' && (!route.url.includes(':pupilId') || knows);
  return complete && answer.status !== 200 ? { refused: tell('did not give what is theirs') } : null;
}

/** Pages of the audit have no figures, and numbers of events of which there are many. */
const TELL_AUDIT = ['/schools/:urn/who-has-looked', '/operator/audit'];

/** What an answer tells that this person may not know; null when nothing. */
function findLeak(world: ProbeWorld, { who, route, urn }: PageProbe, { body, type }: ProbeAnswer): string | null {
  const visible = visibleTo(world, who);
  const { urns, staff, agreements } = findCanaries(body);
  const reached = [...agreements].find((each) => !knowsAgreement(world, who, each));
  if (reached !== undefined) return `told of the agreement of school ${reached}`;
  const foreign = [...urns].find((each) => !visible.includes(each));
  if (foreign !== undefined) return `told of a pupil or the register of school ${foreign}`;
  const figures = TELL_AUDIT.includes(route.url) ? [] : [...findFigures(world.schools, body)];
  const counted = figures.find((each) => !visible.includes(each));
  if (counted !== undefined) return `told figures of school ${counted}`;
  const isFile = type.startsWith('text/csv') && who.duty === null;
  const sensitive = isFile ? fileTellsSensitive(body) : route.url.includes(':urn') && tellsSensitive(body);
  if (!who.sensitive && sensitive) return 'told a sensitive item';
  const own = actsFor(world, who)?.key;
  // A school may read who has looked at its pupils, of whatever organisation they were.
  const readsAudit = route.url === '/schools/:urn/who-has-looked' && own === `school:${urn}`;
  if (who.duty === 'operator' || readsAudit) return null;
  const acting = who.acting === null ? null : who.acting + 1;
  const stranger = [...staff].find((organisation) => organisation !== acting);
  return stranger === undefined ? null : `named staff of ${world.organisations[stranger - 1]!.key}`;
}

function describe(world: ProbeWorld, { who, route, url }: PageProbe): string {
  const acting = who.acting === null ? 'no organisation' : world.organisations[who.acting]!.key;
  const held =
    (['role', 'sensitive', 'approver', 'agrees'] as const).filter((right) => who[right]).join('+') || 'nothing';
  return `${who.person?.subject ?? 'nobody'} (${who.duty ?? `${acting}, holds ${held}`}) ${route.method} ${url.slice(0, 200)}`;
}
