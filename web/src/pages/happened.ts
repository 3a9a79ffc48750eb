/** What happened in the service, in words: of the audit trail's actions, for whoever runs it. */

import { capital } from '../drawing/words';

const HAPPENED: Record<string, string> = {
  'person.searched': 'A named person was looked for, who asked',
  'care_map.edited': 'A care map was drawn on',
  'care_map.opened': 'A care map was opened',
  'care_map.started': 'A care map was started',
  'drawing.kept': 'A drawing was kept',
  'consent.given': 'Something was shared',
  'consent.withdrawn': 'Sharing was stopped',
  'store.restored': 'A backup was put back',
  'account.data_given': 'Someone was given all that is kept about them',
  'account.created': 'An account was made',
  'invitation.made': 'Someone was invited',
  'invitation.accepted': 'An invitation was accepted',
  'invitation.withdrawn': 'An invitation was taken back',
  'password.changed': 'A password was changed',
  'session.started': 'Someone signed in',
  'session.ended': 'Someone signed out',
  'token.made': 'A key for a program was made',
  'token.ended': 'A key for a program was ended',
  'access.asked': 'Someone asked to see a care map',
  'access.asking_ended': 'Someone put away that they asked to see a care map',
  'access.given': 'Someone who asked was let in',
  'access.refused': 'Someone who asked was told no',
  'acting.stated': 'It was said on what ground someone acts for another',
  'acting.reviewed': 'It was looked at again whether someone acts for another',
  'acting.ended': 'It was ended that someone acts for another',
  'role.until': 'It was said until when someone can open a care map',
  'remark.made': 'Something was said to be not right',
  'remark.suggested': 'A connection was suggested',
  'remark.accepted': 'What was said was agreed to',
  'remark.declined': 'What was said was not agreed to',
  'proposal.made': 'Something was proposed for a directory',
  'proposal.accepted': 'What was proposed for a directory was agreed to',
  'proposal.declined': 'What was proposed for a directory was not agreed to',
  'proposal.taken_back': 'What was proposed for a directory was taken back',
  'team.asked': 'Someone was asked to join a team',
  'team.accepted': 'Someone said yes to joining a team',
  'team.joined': 'Someone joined a team',
  'team.left': 'Someone left a team',
  'told.by_themselves': 'Someone said whether they are shown',
  'role.ended': 'Someone’s access was ended',
};

/** Return what happened; an action without words of its own is told by its name. */
export function happened(action: string): string {
  return HAPPENED[action] ?? capital(action.replace(/[._]/g, ' '));
}

/** Return enough of an id to tell it from the others on a page. */
export function shortId(id: string): string {
  return id.length > 13 ? `${id.slice(0, 4)}…${id.slice(-6)}` : id;
}
