import { NOT_ALLOWED, purposesOf } from '../../../access/purposes.ts';
import { bullets, type Document, link, makeDocument, paragraph, section } from '../../document.ts';
import { afterOptOut, type PublicFacts, say } from '../../particulars.ts';
import { ITEMS } from '../what-we-collect/collected-items.ts';

/** Every word of the principles of collection and use. Each says how the software holds to it. */
export function viewPrinciples({ particulars, optOutKeepDays }: PublicFacts): Document {
  return makeDocument(
    'Data collection principles',
    [
      'The rules by which attendance data is collected and used here. ',
      say(particulars, 'operatorName'),
      ' holds to them, and the software is made so that they are kept.',
    ],
    [
      section(
        'A school decides',
        paragraph(
          'Nothing is asked of a school’s system before the school has agreed. It can stop at any time, without a reason and as easily as it agreed, and then nothing more is asked from that moment.',
        ),
        paragraph(`${afterOptOut(optOutKeepDays)}.`),
      ),
      section(
        'Only what is needed',
        paragraph(
          `${ITEMS.length} items for each pupil, and the marks of the register. What a school’s system sends besides is dropped before it is stored, queued or logged. The list is part of the software, and a test compares it with the database.`,
        ),
        paragraph(link('What we collect', '/what-we-collect')),
      ),
      section(
        'No work for schools, and no cost',
        paragraph(
          'The register is read from the system that the school uses already. No form, no upload and no second register is asked for.',
        ),
      ),
      section(
        'The school’s register is right',
        paragraph(
          'What is stored is what the school’s system says. Nothing is guessed or filled in. What could not be read is shown to the school, and what a mark was before it was changed is kept.',
        ),
      ),
      section(
        'What it is used for',
        bullets([...purposesOf('pupils'), ...purposesOf('tallies')].map(({ words }) => words)),
      ),
      section(
        'What it is never used for',
        bullets(NOT_ALLOWED),
        paragraph(
          'Organisations that do such work are given no access. Whoever takes out a file of data must say for which of the purposes above it is, and the file carries these conditions. ',
          link('Conditions of use', '/conditions-of-use'),
        ),
      ),
      section(
        'Each sees only their own',
        paragraph(
          'A school sees its pupils, a trust its academies and a local authority the schools of its area, where they share, each person with a role that their own organisation gives and takes away. The most sensitive items need a right besides.',
        ),
      ),
      section(
        'Every look is on record',
        paragraph(
          'Who looked at which pupil, list or report, and when, cannot be changed without it showing. A school can see who has looked at its pupils.',
        ),
      ),
      section(
        'Figures for everyone name nobody',
        paragraph(
          'Figures about areas and the country are made without names and pupil numbers, and are shown only where no pupil and no school can be told from them.',
        ),
      ),
      section(
        'Kept no longer than needed, and explained',
        paragraph(
          'How long data is kept, on what basis, and everyone’s rights are in the ',
          link('privacy notice', '/privacy'),
          '; the risks, and what is done about them, in the ',
          link('data protection impact assessment', '/data-protection-impact-assessment'),
          '.',
        ),
      ),
    ],
  );
}
