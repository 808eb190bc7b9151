/** Mail writes times as the reports do, so the words are in the domain. */
export { momentText, sinceText, timeText } from '../domain/sessions/times.ts';
