import { agreementsCommand } from './agreements.ts';
import { auditCommand } from './audit.ts';
import { collect } from './collect.ts';
import type { Command } from './command.ts';
import { importSchoolsCommand } from './import-schools.ts';
import { operatorsCommand } from './operators.ts';
import { probe } from './probe.ts';
import { reconcile } from './reconcile.ts';
import { release } from './release.ts';
import { sandbox } from './sandbox.ts';
import { start } from './start.ts';
import { statistics } from './statistics.ts';

/** Every command, as `help` lists them. */
export const COMMANDS: readonly Command[] = [
  start,
  collect,
  reconcile,
  importSchoolsCommand,
  agreementsCommand,
  operatorsCommand,
  auditCommand,
  statistics,
  release,
  probe,
  sandbox,
];
