import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/** Keeps what the provider has to remember in memory, at most `most` entries, the oldest going first. */
export function createMemoryAdapter(most = 2000): AdapterFactory {
  const kept = new Map<string, Kept>();
  const find = (wanted: (key: string, payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, { payload, until }] of kept) if (until > Date.now() && wanted(key, payload)) return payload;
    return undefined;
  };
  return (model): Adapter => ({
    async upsert(id, payload, expiresIn) {
      kept.delete(`${model} ${id}`);
      kept.set(`${model} ${id}`, { payload, until: expiresIn ? Date.now() + expiresIn * 1000 : Infinity });
      for (const key of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(key);
      }
    },
    find: async (id) => find((key) => key === `${model} ${id}`),
    findByUserCode: async (userCode) =>
      find((key, payload) => key.startsWith(`${model} `) && payload.userCode === userCode),
    findByUid: async (uid) => find((key, payload) => key.startsWith(`${model} `) && payload.uid === uid),
    async destroy(id) {
      kept.delete(`${model} ${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
    async consume(id) {
      const entry = kept.get(`${model} ${id}`);
      if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
    },
  });
}
