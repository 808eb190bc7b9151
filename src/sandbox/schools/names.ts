import type { Random } from '../random.ts';

const GIRLS =
  'Amelia Isla Ava Mia Freya Lily Aisha Zara Fatima Niamh Sinéad Chloë Zofia Wiktoria Ifeoma Ngozi Ayesha Priya Anaya Mei Linh Yasmin Grace Eleri Siân Molly Ruby Poppy Elsie Hallie'.split(
    ' ',
  );
const BOYS =
  'Oliver George Arthur Noah Muhammad Leo Oscar Harry Archie Jack Kai Tomasz Jakub Łukasz Chidi Kwame Arjun Rohan Yusuf Ibrahim Bao Wei Owain Rhys Callum Finlay Alfie Reuben José Zoltán'.split(
    ' ',
  );
const SURNAMES =
  'Smith Jones Taylor Brown Khan Patel Ahmed Hussain Begum Ali Singh Kaur Wilson Evans Thomas Roberts Walker Wright Robinson Thompson Hughes Green Hall Wood Harris Lewis Martin Jackson Clarke Clark Turner Hill Cooper Ward Moore Morris Okafor Adeyemi Mensah Nowak Kowalska Wiśniewski Rahman Chowdhury Chen Wong Nguyễn Fernández Müller Öztürk Ó-Briain MacLeod'.split(
    ' ',
  );

/** Names that break careless software: quotation marks, markup, several scripts, very short and very long. */
const ODD: readonly (readonly [string, string])[] = [
  ["Robert'); DROP TABLE pupil;--", 'Tables'],
  ['<script>alert(1)</script>', 'Angle'],
  ['Zoë', "O'Brien-Łukasz"],
  ['小明', '李'],
  ['مريم', 'الزهراء'],
  ['Thị Thu Hà', 'Nguyễn'],
  ['Ñuñez', 'D’Souza'],
  ['Null', 'Undefined'],
  ['X', 'Æ'],
  ['Anne-Marie Josephine Wilhelmina Theodora Bernadette Clementina', 'Fetherstonhaugh-Cholmondeley-Featherington'],
  ['{{7*7}}', '=HYPERLINK("http://invalid.invalid","x")'],
  ['שרה', 'כהן'],
];

/** Makes up a forename and a surname. About one pupil in sixty has an odd one; `n` 3 of a cohort always has. */
export function makeName(random: Random, gender: 'M' | 'F', odd: boolean): { forename: string; surname: string } {
  const forename = random.pick(gender === 'F' ? GIRLS : BOYS);
  const surname = random.pick(SURNAMES);
  const [oddForename, oddSurname] = random.pick(ODD);
  return odd ? { forename: oddForename, surname: oddSurname } : { forename, surname };
}
