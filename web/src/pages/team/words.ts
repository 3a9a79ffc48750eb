/** The words of a team: hats, who said yes, and how somebody stands to it. */

import type { OnTeam, SaidYes, TeamHat } from '../../api/shapes';
import { dayInWords } from '../../words';

export const HATS: Readonly<Record<string, string>> = {
  profile_holder: 'Profile holder',
  rota_wrangler: 'Rota wrangler',
  medication_holder: 'Medicines holder',
  check_in_facilitator: 'Check-ins',
  safeguarding_lead: 'Safeguarding lead',
};

/** What the one who wears a hat does, in a line. */
export const HAT_MEANS: Readonly<Record<string, string>> = {
  profile_holder: 'Keeps what is written about the person up to date, with them.',
  rota_wrangler: 'Knows who comes when, and finds somebody if one cannot come.',
  medication_holder: 'Knows the medicines, and who helps with them.',
  check_in_facilitator: 'Asks everybody on the team, from time to time, how it goes.',
  safeguarding_lead: 'Is told first if somebody may be in danger.',
};

/** Return a hat in words; one that is not known is kept as it is. */
export function hatWords(hat: string): string {
  return HATS[hat] ?? hat;
}

/** Return whose yes it is, in words: who said it, or who wrote it down, where and when. */
export function yesWords({ side, by, at, said }: SaidYes, name: string, owner: string, now: Date): string {
  const who = side === 'person' ? name : owner;
  const day = dayInWords(new Date(at), now);
  return said ? `${who} said yes to ${by}, ${said}, ${day}` : `${who} said yes ${day}`;
}

/** Return how a hat stands: worn until when, run out, objected to, or whose yes is missing. */
export function hatStands(hat: TeamHat, name: string, owner: string, now: Date): string {
  const until = dayInWords(new Date(hat.until), now);
  if (hat.run_out) return `Ended ${until}`;
  if (hat.objections.length > 0) return 'Somebody objects';
  if (hat.worn) return `Until ${until}`;
  const waiting = (['person', 'owner'] as const).filter((side) => !hat.yes.some((yes) => yes.side === side));
  return `Waits for ${waiting.map((side) => (side === 'person' ? name : owner)).join(' and ')}`;
}

/** Return how somebody stands to the team, and how good that is. */
export function standingWords(one: OnTeam, now: Date): { words: string; tone: string } {
  const day = one.since ? dayInWords(new Date(one.since), now) : '';
  switch (one.standing) {
    case 'on_team':
      return { words: 'Both said yes', tone: 'good' };
    case 'accepted':
      return { words: 'Said yes. Is it them?', tone: 'notice-t' };
    case 'asked':
      return { words: `Asked ${day}`, tone: 'notice-t' };
    case 'declined':
      return { words: 'Said not now', tone: '' };
    case 'ran_out':
      return { words: 'The link has run out', tone: '' };
    case 'left':
      return { words: `Left ${day}`, tone: '' };
  }
}
