/** One risk to people, what is done about it, and what stays. */
export interface Risk {
  readonly risk: string;
  /** How likely and how bad it would be if nothing were done. */
  readonly before: string;
  /** What the software does. Only what it does do. */
  readonly measures: string;
  /** What is left, and for whom. */
  readonly left: string;
}

/**
 * The risks and measures, as the makers of the software see them. A measure may stand here only if the code has it; what is
 * left to the operator, or not done yet, stands in the last column.
 */
export const RISKS: readonly Risk[] = [
  {
    risk: 'Someone sees pupils of a school that is not theirs',
    before: 'Possible, severe',
    measures:
      'A named check at every page and, apart from it, rules in the database by school. Either alone must hold; a program that acts as people at random tries both. What someone may see is worked out anew at each request, and the role is asked for again before each file.',
    left: 'Low. A person who has the role and misuses it can still look: every look is on record.',
  },
  {
    risk: 'Someone with a right to look does so without a reason',
    before: 'Likely, significant',
    measures:
      'Every look is recorded before the page is sent, in a record that cannot be changed without it showing. A school sees who has looked at its pupils. Files need a stated purpose and carry who took them out and the conditions.',
    left: 'Medium. Someone has to read the record. What is done with a file outside the service cannot be seen.',
  },
  {
    risk: 'More is collected than was agreed',
    before: 'Likely, significant',
    measures:
      'What a source sends is cut down to the listed items before it is stored, queued or logged. A test compares every column of the database with the public list.',
    left: 'Low. An aggregator such as Wonde may hold more than this service asks for: that is between it and the school.',
  },
  {
    risk: 'Data goes on being collected after a school has stopped',
    before: 'Possible, significant',
    measures:
      'The agreement is asked before each reading and between the pages of one. A school that stops here is not asked again, whatever an aggregator says.',
    left: 'Low. What was read up to that moment is kept for the time stated, and then deleted.',
  },
  {
    risk: 'The most sensitive facts become known: care, criminal justice, health, needs',
    before: 'Possible, severe',
    measures:
      'Whether a child is or was looked after, and the mark for criminal justice detention, are withheld by the database from everyone without a right besides the role. That mark is shown together with another, so that its absence tells nothing.',
    left: 'Medium. Illness, special educational needs and free school meals are shown to all who have the role for the school.',
  },
  {
    risk: 'A child is recognised in figures about many',
    before: 'Possible, significant',
    measures:
      'Figures of all schools are made under a login that cannot read pupils. Groups of fewer than 3 schools are withheld.',
    left: 'Low as long as only the operator’s analyst sees these figures. Publishing them needs stronger rules, and an assessment of its own.',
  },
  {
    risk: 'The data serves inspection, judgement or funding after all',
    before: 'Possible, significant',
    measures:
      'Only schools, trusts and local authorities can be given access; other kinds of organisation are refused whatever role they hold. The purposes of files are a fixed list without these.',
    left: 'Medium. A trust or an authority has many duties. The conditions of use bind it, and the software cannot see what it thinks.',
  },
  {
    risk: 'A wrong mark leads to a wrong conclusion about a child',
    before: 'Likely, moderate',
    measures:
      'What could not be read is shown to the school as an issue. Every rate shows what it is made of. Corrections by the school are taken over; what a mark was before is kept. No decision is made by computer alone.',
    left: 'Medium. Corrections later than the refresh period are counted and shown, and not taken over by themselves.',
  },
  {
    risk: 'The database or a backup is stolen',
    before: 'Unlikely, severe',
    measures:
      'Names and pupil numbers are kept apart from marks. The logins of the pages, of collection and of statistics own nothing and cannot get round the rules. Sessions can be ended at once.',
    left: 'Medium. Encryption of disks and backups, patches and access to the machines are the operator’s: the software does none of it.',
  },
  {
    risk: 'Data leaks in logs, e-mails, addresses or errors',
    before: 'Likely, significant',
    measures:
      'Personal fields are struck out of every line of the log. E-mails name no pupil; the weekly e-mail tells no number of pupils from 1 to 4, and nothing of fewer than 10. What is searched for never stands in an address. Error pages tell nothing technical.',
    left: 'Low.',
  },
  {
    risk: 'Data is kept for too long',
    before: 'Likely, moderate',
    measures: 'A period is set and published. The data of a school that stopped has an end.',
    left: 'Medium to high. The software does not yet delete older years by itself: until it does, the operator must.',
  },
  {
    risk: 'Pupils and parents do not know, or cannot use their rights',
    before: 'Likely, moderate',
    measures:
      'A privacy notice with a part for pupils, the whole list of what is kept, and this assessment are public. Schools are told that their own notice should say that they share.',
    left: 'Medium. There is no command yet that gathers all that is held about one pupil: the operator answers requests from the database.',
  },
  {
    risk: 'A school agrees through someone who may not agree for it',
    before: 'Possible, moderate',
    measures:
      'Agreeing needs a right of its own, given by an approver of the school. Who agreed, when, and the exact words are kept. Everyone can see how to stop.',
    left: 'Low. The school’s approver must give the right to the right person.',
  },
];
