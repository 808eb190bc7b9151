import { MIS_NAMES } from '../../domain/mis/mis-names.ts';
import type { SchoolPlan, SchoolState } from '../schools/plan-schools.ts';
import { escapeHtml } from '../sign-in/pages.ts';
import { PERMISSIONS } from '../wonde-api/permissions.ts';
import type { SandboxSchool, World } from '../world.ts';
import { type Action, canDo } from './change-school.ts';

const STATES: Readonly<Record<SchoolState, string>> = {
  unrequested: 'Not asked',
  pending: 'Pending approval',
  declined: 'Declined',
  revoked: 'Revoked',
  unaudited: 'Approved, waiting for audit',
  approved: 'Approved',
  offline: 'Approved, link to the MIS down',
};
const NOT_AT_WONDE = 'MIS not connected';

export const PORTAL_STYLE = `
body { margin: 0; font: 1.0625rem/1.5 system-ui, sans-serif; color: #1d1d1f; background: #fff; }
header { background: #25314d; color: #fff; padding: 0.75rem 1.5rem; }
header p { margin: 0; font-weight: 700; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
.notice { border-left: 0.5rem solid #25314d; background: #eef1f7; padding: 0.5rem 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid #c6cad3; vertical-align: top; }
.wide { overflow-x: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; }
dt { font-weight: 700; }
dd { margin: 0; }
a { color: #1a4fa0; }
form { margin: 0 0 1rem; }
label { display: block; }
label.field { font-weight: 700; }
input[type="text"], select { font: inherit; width: 100%; max-width: 30rem; padding: 0.35rem; border: 2px solid #1d1d1f; box-sizing: border-box; display: block; margin-bottom: 0.5rem; }
fieldset { border: 0; padding: 0; margin: 0 0 0.5rem; }
legend { padding: 0; font-weight: 700; }
button { font: inherit; font-weight: 700; padding: 0.4rem 1rem; border: 2px solid #25314d; background: #25314d; color: #fff; cursor: pointer; }
a:focus, button:focus, input:focus, select:focus { outline: 3px solid #e39a00; outline-offset: 2px; }
`;

function writePage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/sandbox/portal.css"><title>${escapeHtml(title)}</title></head>
<body><header><p>School portal (sandbox)</p></header>
<main><p class="notice">Invented data. This page stands in for Wonde’s school portal: what a school does there, you can do here.</p>
<h1>${escapeHtml(title)}</h1>
${body}
</main></body></html>`;
}

/** Every school with its state; those who have to decide come first. */
export function writePortal({ schools, unconnected }: World): string {
  const rows = [
    ...[...schools.values()].map(({ plan, state, mis }) => ({
      plan,
      mis,
      state: STATES[state],
      first: state === 'pending',
    })),
    ...[...unconnected.values()].map((plan) => ({ plan, mis: '', state: NOT_AT_WONDE, first: false })),
  ].sort((a, b) => Number(b.first) - Number(a.first) || b.plan.urn - a.plan.urn);
  const written = rows.map(
    ({ plan, mis, state }) =>
      `<tr><td><a href="/sandbox/portal/${plan.urn}">${escapeHtml(plan.name)}</a></td><td>${plan.urn}</td><td>${escapeHtml(mis)}</td><td>${state}</td></tr>`,
  );
  return writePage(
    'Schools',
    `<div class="wide" role="region" aria-label="Schools" tabindex="0"><table><thead><tr><th scope="col">School</th><th scope="col">URN</th><th scope="col">MIS</th><th scope="col">Access of the attendance service</th></tr></thead>
<tbody>${written.join('\n')}</tbody></table></div>
<p><a href="/sandbox/webhooks">Webhooks that were sent</a></p>`,
  );
}

/** A school that Wonde does not know. */
export function writeUnconnected(plan: SchoolPlan): string {
  return writePage(
    plan.name,
    `${describe([
      ['URN', String(plan.urn)],
      ['State', NOT_AT_WONDE],
    ])}
<p>Wonde does not know this school until it connects its MIS (${escapeHtml(plan.mis)}).</p>
${form(plan, 'connect', 'Connect the MIS')}${BACK}`,
  );
}

/** One school: where it stands, and a form for each thing that it can do now. */
export function writePortalSchool(school: SandboxSchool): string {
  const { plan, mis, state, reason, migration } = school;
  const forms: Partial<Record<Action, string>> = {
    approve: form(plan, 'approve', state === 'pending' ? 'Approve' : 'Approve after all'),
    decline: form(plan, 'decline', 'Decline', field('decline-reason', 'reason', 'Reason for declining')),
    revoke: form(plan, 'revoke', 'Revoke access', field('revoke-reason', 'reason', 'Reason for revoking')),
    audit: `<p>${auditWords(school)}</p>${form(plan, 'audit', 'Do the audit now')}`,
    disconnect: form(plan, 'disconnect', 'Take the link to the MIS down'),
    reconnect: form(plan, 'reconnect', 'Bring the link to the MIS up'),
  };
  const possible = (Object.entries(forms) as [Action, string][]).filter(([action]) => canDo(school, action));
  return writePage(
    plan.name,
    `${describe([
      ['URN', String(plan.urn)],
      ['Wonde id', plan.id],
      ['MIS', mis],
      ['State', STATES[state]],
      ...(reason === null ? [] : [['Reason', reason] as const]),
    ])}
<h2>Access of the attendance service</h2>
${possible.length === 0 ? '<p>The service has not asked for access.</p>' : possible.map(([, written]) => written).join('\n')}
<h2>Permissions</h2>
${form(plan, 'permissions', 'Save permissions', permissionBoxes(school))}
<h2>Change of MIS</h2>
${
  migration === null
    ? form(plan, 'schedule-migration', 'Schedule the change, in a week', misField(mis))
    : `<p>A change to ${escapeHtml(migration.to)} is scheduled for ${dateOf(migration.scheduledAt)}. Pupils get other ids with it, and keep their UPNs.</p>
${form(plan, 'complete-migration', 'Complete the change now')}`
}${BACK}`,
  );
}

const BACK = '<p><a href="/sandbox/portal">All schools</a></p>';

function auditWords({ auditDue }: SandboxSchool): string {
  const until = auditDue === null ? 'until the button is pressed' : `until ${timeOf(auditDue)} by the sandbox’s clock`;
  return `Wonde’s staff look at the data before they are given. Here that waits ${until}.`;
}

const timeOf = (instant: Date) =>
  instant.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' });

const dateOf = (instant: Date) =>
  instant.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'Europe/London' });

const describe = (facts: readonly (readonly [string, string])[]) =>
  `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`;

const form = ({ urn }: SchoolPlan, action: Action | 'connect', button: string, fields = '') =>
  `<form method="post" action="/sandbox/portal/${urn}/${action}">${fields}<button type="submit">${button}</button></form>`;

const field = (id: string, name: string, label: string) =>
  `<label class="field" for="${id}">${label}</label><input type="text" id="${id}" name="${name}" maxlength="200">`;

const misField = (now: string) =>
  `<label class="field" for="mis">New MIS</label><select id="mis" name="mis">${MIS_NAMES.filter((name) => name !== now)
    .map((name) => `<option>${name}</option>`)
    .join('')}</select>`;

function permissionBoxes({ granted }: SandboxSchool): string {
  const required = PERMISSIONS.filter(({ optional }) => !optional).map(({ name }) => name);
  const boxes = PERMISSIONS.filter(({ optional }) => optional).map(
    ({ identity, name }) =>
      `<label><input type="checkbox" name="permission" value="${identity}"${granted.has(identity) ? ' checked' : ''}> ${name}</label>`,
  );
  return `<p>Required: ${required.join(', ')}.</p><fieldset><legend>Optional</legend>${boxes.join('\n')}</fieldset>`;
}
