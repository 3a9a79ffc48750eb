/** What each role can do, in words. */

import type { Invitation } from '../api/shapes';

const CAN: Record<string, string> = {
  owner: 'Can see it all, change it all, and choose who else sees it',
  editor: 'Can see and draw',
  viewer: 'Can see. Cannot change',
};

const INVITED: Record<string, string> = {
  owner: 'You own this care map from then on. You can see it all, change it all, and choose who else sees it.',
  editor: 'You can see this care map and draw on it. The person in the middle can stop this at any time.',
  viewer: 'You can see this care map, but not change it. The person in the middle can stop this at any time.',
  organiser: 'You look after a neighbourhood’s map. You see only what people chose to share.',
  member: 'You can see a neighbourhood’s map. You see only what people chose to share.',
  administrator:
    'You help to run this service: accounts and the record of what happened. You never see care maps.',
  analyst: 'You can ask questions of the numbers. You never see names.',
};

const WILL: Record<string, string> = {
  administrator:
    'They help to run this service: accounts and the record of what happened. They never see care maps.',
  analyst: 'They ask questions of the numbers. They never see names.',
};

/** Return what somebody invited to the service will be able to do. */
export function willDo(role: string): string {
  return WILL[role] ?? 'They can start care maps, and see those that people share with them.';
}

export function canDo(role: string): string {
  return CAN[role] ?? '';
}

/** Return what an invitation lets somebody do. */
export function invitedTo({ role, service_roles }: Pick<Invitation, 'role' | 'service_roles'>): string {
  return (
    INVITED[role ?? service_roles[0] ?? ''] ??
    'You can start care maps, and see those that people share with you.'
  );
}
