import { bullets, link, paragraph, type Section, section } from '../../document.ts';
import { type Particulars, say } from '../../particulars.ts';

/** The notice in words for pupils: short sentences, nothing that the notice above does not say. */
export const forPupils = (particulars: Particulars): Section =>
  section(
    'For pupils',
    paragraph(
      'Every morning and afternoon your school writes down if you are there. If you are not, it writes down why. This is called the register.',
    ),
    paragraph(
      'Your school has decided to send the register to us. With it comes your name, your pupil number, your year, and some facts about you, such as if you get free school meals or extra help to learn.',
    ),
    paragraph(
      'We use it to help your school, and the people who help your school, notice when someone is missing a lot of lessons and may need help.',
    ),
    bullets([
      'People at your school can see your attendance. So can some people at your academy trust, if there is one, and at your local council.',
      'They may only look if it is part of their job. We write down every time someone looks.',
      'We do not sell it. We do not put it on the internet. It is not used to judge your school.',
      'A computer does not decide anything about you. People do.',
    ]),
    paragraph('If something in the register is wrong, tell your school. They can put it right.'),
    paragraph(
      'You can ask us what we know about you. You can also say that you do not want us to use it, and we must think about that and answer you. Write to us, or ask an adult you trust to help: ',
      say(particulars, 'dpoContact'),
      '.',
    ),
    paragraph(
      'If you think that we have not treated you fairly, you can tell the Information Commissioner, whose job is to check. ',
      link('Tell the Information Commissioner', 'https://ico.org.uk/make-a-complaint/'),
    ),
  );
