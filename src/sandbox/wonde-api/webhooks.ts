import { setTimeout as wait } from 'node:timers/promises';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import { canary } from './canaries.ts';
import type { Settings } from './settings.ts';

/** A webhook, with what became of each try to hand it over. `url` null: nobody had said where to. */
export interface SentWebhook {
  readonly at: string;
  readonly url: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly tries: { readonly at: string; readonly status: number | null; readonly error: string | null }[];
}

export interface Webhooks {
  /** Hands it over by and by, in the order of the calls; nobody waits for it. */
  send(payload: Readonly<Record<string, unknown>>): void;
  /** The last 200, oldest first. */
  sent(): readonly SentWebhook[];
  close(): void;
}

const KEPT = 200;
const PAUSES_MS = [0, 200, 1000];
const TIMEOUT_MS = 5000;

/**
 * Sends webhooks as JSON by POST, unsigned, with three tries. Whether Wonde signs or repeats them is not documented. Times in
 * the log are the machine's own.
 */
export function createWebhooks(settings: Pick<Settings, 'webhook_url'>): Webhooks {
  const sent: SentWebhook[] = [];
  const closing = new AbortController();
  let last = Promise.resolve();

  async function deliver({ url, payload, tries }: SentWebhook): Promise<void> {
    if (url === null) return;
    for (const pause of PAUSES_MS) {
      await wait(pause, undefined, { ref: false, signal: closing.signal });
      const at = new Date().toISOString();
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(payload),
          redirect: 'manual',
          signal: AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        await answer.body?.cancel();
        tries.push({ at, status: answer.status, error: null });
        if (answer.ok) return;
      } catch (error) {
        tries.push({ at, status: null, error: error instanceof Error ? error.name : 'error' });
      }
    }
  }

  return {
    send(payload) {
      const webhook: SentWebhook = { at: new Date().toISOString(), url: settings.webhook_url, payload, tries: [] };
      sent.push(webhook);
      sent.splice(0, sent.length - KEPT);
      last = last.then(() => deliver(webhook)).catch(() => {});
    },
    sent: () => [...sent],
    close: () => closing.abort(),
  };
}

/** What every webhook about an approval says of the school: text all of it, where the school object has numbers. */
export function schoolFields(plan: SchoolPlan): Record<string, string> {
  return {
    school_id: plan.id,
    school_name: plan.name,
    school_la_code: plan.laCode,
    school_urn: String(plan.urn),
    school_establishment_number: plan.establishmentNumber,
  };
}

/** Opens nothing here, and must be kept nowhere: the search for planted texts finds it if it is. */
export const schoolToken = (plan: SchoolPlan): string => canary('school token', plan.index);
