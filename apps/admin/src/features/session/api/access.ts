import { type Role } from '@tollgate/core';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './get-session.js';

/** What the person at the screen may do; the API decides, this only spares people buttons that would be refused. */
export interface Access {
  role: Role;
  userId: string;
  /** Sees everything of everybody. */
  seesAll: boolean;
  /** Changes everything. */
  isAdmin: boolean;
  /** Changes what is his own, or what he is an admin of. */
  writes: boolean;
}

const NOBODY: Access = {
  role: 'internal_user_viewer',
  userId: '',
  seesAll: false,
  isAdmin: false,
  writes: false,
};

export function accessOf(session: { role: Role; user_id: string }): Access {
  const { role, user_id: userId } = session;
  const isAdmin = role === 'proxy_admin';
  return {
    role,
    userId,
    isAdmin,
    seesAll: isAdmin || role === 'proxy_admin_viewer',
    writes: isAdmin || role === 'internal_user',
  };
}

export function useAccess(): Access {
  const { data } = useQuery(sessionQuery);
  return data ? accessOf(data) : NOBODY;
}
