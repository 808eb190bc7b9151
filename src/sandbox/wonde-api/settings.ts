/**
 * What Wonde's public documents leave open, as choices of this sandbox. All of them can be changed while it runs
 * (`PUT /sandbox/settings`).
 */
export interface Settings {
  /** Accept also the token as raw Basic and without a scheme, as some public clients send it. */
  lenient_auth: boolean;
  per_page_default: number;
  per_page_most: number;
  /** Leave `meta.pagination` out when everything fits in one page, as the documents say. Some public clients fail on that. */
  omit_short_pagination: boolean;
  /** What a data call says for a school approved but not audited: 403, or an empty list. */
  unaudited: 'forbidden' | 'empty';
  /** A field that the school has not granted: null, or not there at all. */
  not_granted: 'null' | 'absent';
  /** Session marks carry `created_at` and `updated_at`. */
  mark_timestamps: boolean;
  /** Names of parameters that filter marks by attendance date, or null. None is documented. */
  date_filter: { from: string; to: string } | null;
  /** No marks before this day: how far back the API goes is not documented. Null: the academic year before this one. */
  marks_from: string | null;
  /** `date_of_birth` as text instead of a date object. */
  birth_date_as_text: boolean;
  /** Absolute addresses start with this instead of the host that was asked. */
  public_url: string | null;
  /** Minutes of the sandbox's clock from a first approval to its audit; null: only when it is pressed in the portal. */
  audit_delay_minutes: number | null;
  /** Where webhooks are sent; null: nowhere. */
  webhook_url: string | null;
}

export function createSettings(webhookUrl?: string): Settings {
  return {
    lenient_auth: true,
    per_page_default: 50,
    per_page_most: 200,
    omit_short_pagination: false,
    unaudited: 'forbidden',
    not_granted: 'null',
    mark_timestamps: false,
    date_filter: null,
    marks_from: null,
    birth_date_as_text: false,
    public_url: null,
    audit_delay_minutes: 1,
    webhook_url: webhookUrl ?? null,
  };
}
