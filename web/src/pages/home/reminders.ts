/** What waits for an owner on one of their maps, in words. */

import type { Reminder } from '../../api/shapes';

export function reminderInWords({ what, title, count }: Reminder): string {
  switch (what) {
    case 'asked':
      return count === 1 ? `Somebody asks to see “${title}”.` : `${count} people ask to see “${title}”.`;
  }
}
