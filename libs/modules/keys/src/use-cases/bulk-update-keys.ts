import { Injectable } from '@nestjs/common';
import { type Actor } from '@tollgate/auth';
import { type BulkKeyUpdate } from '@tollgate/core';
import { type VirtualKey } from '../domain/virtual-key.js';
import { UpdateKey } from './update-key.js';

/** What became of each entry. */
export interface BulkUpdateOutcome {
  readonly updated: readonly { readonly name: string; readonly key: VirtualKey }[];
  readonly failed: readonly { readonly name: string; readonly reason: string }[];
}

/** Changes several keys, each on its own: one that cannot be changed keeps none of the others back. */
@Injectable()
export class BulkUpdateKeys {
  constructor(private readonly updateKey: UpdateKey) {}

  async run(entries: readonly BulkKeyUpdate[], actor: Actor, now: Date): Promise<BulkUpdateOutcome> {
    const updated: { name: string; key: VirtualKey }[] = [];
    const failed: { name: string; reason: string }[] = [];
    for (const entry of entries) {
      const result = await this.updateKey.run(entry, actor, now);
      if (result.ok) updated.push({ name: entry.key, key: result.value });
      else failed.push({ name: entry.key, reason: result.failure.message });
    }
    return { updated, failed };
  }
}
