import { isJsonObject, type Json, type JsonObject } from '@tollgate/core';
import { type DeletedKey, type VirtualKey } from '../domain/virtual-key.js';
import { type DeletedKeyRow } from './deleted-key-row.js';
import { type KeyColumns } from './key-columns.js';
import { type VirtualKeyRow } from './virtual-key-row.js';

export function toVirtualKey(row: VirtualKeyRow): VirtualKey {
  return { ...row, ...jsonColumns(row) };
}

export function toDeletedKey(row: DeletedKeyRow): DeletedKey {
  const { id: _, ...columns } = row;
  return { ...columns, ...jsonColumns(row) };
}

/** Every JSON column as the kind of JSON it holds; what an import may have left there instead reads as empty. */
function jsonColumns(row: KeyColumns) {
  return {
    budgetLimits: listOrNull(row.budgetLimits),
    budgetFallbacks: objectOrNull(row.budgetFallbacks),
    modelMaxBudget: objectOrNull(row.modelMaxBudget) ?? {},
    modelSpend: objectOrNull(row.modelSpend) ?? {},
    config: objectOrNull(row.config) ?? {},
    permissions: objectOrNull(row.permissions) ?? {},
    routerSettings: objectOrNull(row.routerSettings),
    metadata: objectOrNull(row.metadata) ?? {},
    objectPermission: objectOrNull(row.objectPermission),
  };
}

function objectOrNull(value: unknown): JsonObject | null {
  return isJsonObject(value) ? value : null;
}

function listOrNull(value: unknown): Json[] | null {
  return Array.isArray(value) ? value.filter(isJson) : null;
}

/** What JSONB gives is JSON; this tells the compiler. */
function isJson(value: unknown): value is Json {
  return value === null || ['boolean', 'number', 'string', 'object'].includes(typeof value);
}
