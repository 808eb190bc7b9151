import type { AgreementAnswers } from '../../page.ts';
import { isComplete, mayDeclare } from './journey.ts';

/** A task as GOV.UK’s task list takes it. */
interface Task {
  readonly title: { readonly text: string };
  readonly hint?: { readonly text: string };
  readonly href?: string;
  readonly status: {
    readonly text?: string;
    readonly classes?: string;
    readonly tag?: { readonly text: string; readonly classes: string };
  };
}

/** The tasks on the way to agreeing for a school, with how far each is. */
export function viewTasks(school: string, answers: AgreementAnswers, confirms: boolean, notice: object | null) {
  const done = [answers.organisation, answers.system, answers.items, answers.privacy, answers.declared].filter(
    (answer) => answer !== undefined,
  ).length;
  const tasks: Task[] = [
    task('Organisation details', '/agreement/organisation', answers.organisation !== undefined),
    task('Your MIS and how it is reached', '/agreement/system', answers.system !== undefined),
    task('Data items', '/agreement/items', answers.items !== undefined),
    task('Privacy notice', '/agreement/privacy', answers.privacy !== undefined),
    task(
      'Declaration',
      '/agreement/declaration',
      answers.declared !== undefined,
      mayDeclare(answers),
      'Complete the tasks above first',
    ),
  ];
  return {
    title: 'Agree to share attendance data',
    heading: confirms ? 'Confirm your school’s agreement' : 'Agree to share attendance data',
    school,
    notice,
    progress: `You have completed ${done} of ${tasks.length} tasks.`,
    tasks,
    check: isComplete(answers) ? { text: 'Check your answers', href: '/agreement/check' } : null,
  };
}

function task(text: string, href: string, done: boolean, possible = true, hint?: string): Task {
  const title = { text };
  if (!possible)
    return {
      title,
      ...(hint !== undefined && { hint: { text: hint } }),
      status: { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' },
    };
  if (done) return { title, href, status: { text: 'Completed' } };
  return { title, href, status: { tag: { text: 'Incomplete', classes: 'govuk-tag--blue' } } };
}
