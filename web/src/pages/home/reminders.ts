/** What waits for an owner on one of their maps, in words. */

import { fullDay } from '../../words';
import type { Reminder } from '../../api/shapes';

export function reminderInWords({ what, title, count, day }: Reminder): string {
  switch (what) {
    case 'asked':
      return count === 1 ? `Somebody asks to see “${title}”.` : `${count} people ask to see “${title}”.`;
    case 'goes':
      return `“${title}” goes after ${day ? fullDay(new Date(day)) : 'soon'}. You can keep it for longer.`;
    case 'acting_review':
      return `Somebody acts for the person in the middle of “${title}”. Look again by ${day ? fullDay(new Date(day)) : 'now'} at whether that is still right.`;
  }
}
