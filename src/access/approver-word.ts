import type { Door } from './person.ts';

/** Who decides about rights in an organisation, in the words of the door: DfE Sign-in's approver, IDAMS's super user. */
export const approverWord = (door: Door): string => (door === 'idams' ? 'super user' : 'approver');
