import type { WordingBlock } from './agreement-wording.ts';

/** A page with one box to tick, after what it is about. */
function ticked(
  facts: { heading: string; school: string; address: string; button: string; box: string; problem: string },
  isTicked: boolean,
  isWrong: boolean,
) {
  const { heading, problem, ...others } = facts;
  return {
    ...others,
    title: isWrong ? `Error: ${heading}` : heading,
    heading,
    ticked: isTicked,
    error: isWrong ? problem : null,
    errors: isWrong ? [{ text: problem, href: '#confirmed' }] : [],
  };
}

/** The school's own privacy notice: that it says what is shared. This is no consent of a pupil or a parent. */
export function viewPrivacy(
  school: { readonly name: string },
  operator: string | null,
  isTicked: boolean,
  isWrong = false,
) {
  const who = operator ?? 'the organisation that runs this service';
  return {
    ...ticked(
      {
        heading: 'Privacy notice',
        school: school.name,
        address: '/agreement/privacy',
        button: 'Continue',
        box: 'Our privacy notice says that attendance data is shared in this way',
        problem: 'Select that your privacy notice says it, once it does',
      },
      isTicked,
      isWrong,
    ),
    paragraphs: [
      'Your school tells pupils and parents in its own privacy notice what it does with their data. Before you agree, that notice has to say that attendance data is shared.',
      'Nobody’s consent is asked for: the agreement is your school’s own, and it is the notice that tells people.',
    ],
    quoted: {
      heading: 'Words that you can use',
      text: `We share daily attendance data about our pupils, and the items about them that are listed on its page “What we collect”, with ${who}. It gives reports to our school, to our academy trust if we have one, and to our local authority, and publishes statistics that identify no child and no school. We can stop sharing at any time.`,
    },
    blocks: [] as readonly WordingBlock[],
  };
}

/** The exact words to be agreed to, and the declaration. */
export function viewDeclaration(
  school: { readonly name: string },
  blocks: readonly WordingBlock[],
  isTicked: boolean,
  isWrong = false,
) {
  return {
    ...ticked(
      {
        heading: 'Declaration',
        school: school.name,
        address: '/agreement/declaration',
        button: 'Continue',
        box: `I have the right to agree for ${school.name}, and I agree to these words for it`,
        problem: 'Select that you agree to these words, to go on',
      },
      isTicked,
      isWrong,
    ),
    paragraphs: [
      'These are the exact words that your school agrees to. They are kept with your name and the time, and you get a copy. Nothing is agreed until you have checked your answers on the next page.',
    ],
    quoted: null,
    blocks,
  };
}
