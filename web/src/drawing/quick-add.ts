/** Names typed at the table, understood: "Mum, Rosa next door, Dr Ahmed" is three people. Guesses only; all can be changed. */

import type { Kind } from './model';

export interface Guess {
  readonly name: string;
  readonly kind: Kind;
  readonly individual: boolean;
  readonly relation: string | null;
  readonly child: boolean;
}

const WHERE = /^(.+?)[\s(]+((?:from )?(?:next door|over the road|across the road|across the street|down the road|round the corner|upstairs|downstairs))\)?$/i;
const PETS = /^(.+?)[\s,(]+(?:the |my |our )?(cat|dog|puppy|kitten|rabbit|budgie|parrot|hamster|guinea pig|horse|tortoise)\)?$/i;
const IN_BRACKETS = /^(.+?)\s*\((.+)\)$/;
const PROFESSIONALS = /^(dr|doctor|nurse|prof)\b\.?/i;
const FAMILY = 'mum|mother|dad|father|nan|nana|gran|granny|grandma|grandad|grandpa|sister|brother|wife|husband|partner|son|daughter|grandson|granddaughter|grandchild|niece|nephew|aunt|auntie|uncle|cousin|friend|neighbour|carer';
const RELATION_FIRST = new RegExp(`^(?:my |our )?(${FAMILY})\\s+(\\p{Lu}.*)$`, 'u');
const RELATION_LAST = new RegExp(`^(\\p{Lu}\\S*(?:\\s+\\p{Lu}\\S*)*)\\s+(?:my |our |the )?(${FAMILY}|postman|postwoman|gardener|cleaner|hairdresser)$`, 'iu');
const CHILDREN = /\b(grandson|granddaughter|grandchild|baby|toddler)\b/i;
const BODIES: readonly (readonly [RegExp, Kind])[] = [
  [/\b(surgery|hospital|clinic|health centre|dentist|hospice|gp practice)\b/i, 'health_care_provider'],
  [/\b(pharmacy|shop|caf[eé]|pub|post office|salon|hairdressers|barbers|bakery|chemist)\b/i, 'business'],
  [/\b(council|social services|social work|job ?centre|library|housing office)\b/i, 'statutory_service'],
  [/\b(home ?care|care agency|care home)\b/i, 'social_care_provider'],
  [/\b(charity|age uk|mind|samaritans|foundation|trust|hub)\b/i, 'organisation'],
  [/\b(church|mosque|temple|synagogue|gurdwara|club|group|choir|singers|circle|class|society|allotment)\b/i, 'group'],
];

/** Return who and what was typed, one guess a name. `asked` is the kind that was chosen from the palette. */
export function understood(text: string, asked: Pick<Guess, 'kind' | 'individual'> | null = null): Guess[] {
  return text
    .split(/[,;\n]+/)
    .map((part) => part.trim().replace(/^and\s+/i, ''))
    .filter(Boolean)
    .map((part) => guess(part, asked));
}

function guess(typed: string, asked: Pick<Guess, 'kind' | 'individual'> | null): Guess {
  const body = asked ? undefined : BODIES.find(([words]) => words.test(typed));
  if (body) return { name: typed, kind: body[1], individual: false, relation: null, child: false };
  const pet = PETS.exec(typed);
  if (pet?.[1] && pet[2] && (!asked || asked.kind === 'pet')) {
    return { name: capital(pet[1]), kind: 'pet', individual: false, relation: pet[2].toLowerCase(), child: false };
  }
  const { name, relation } = nameAndRelation(typed);
  if (asked) return { ...asked, name, relation, child: asked.kind === 'person' && CHILDREN.test(typed) };
  const professional = PROFESSIONALS.test(typed);
  return {
    name,
    relation,
    kind: professional ? 'health_care_provider' : 'person',
    individual: professional,
    child: CHILDREN.test(typed),
  };
}

function nameAndRelation(typed: string): { name: string; relation: string | null } {
  for (const pattern of [WHERE, IN_BRACKETS, RELATION_LAST]) {
    const found = pattern.exec(typed);
    if (found?.[1] && found[2]) return { name: capital(found[1].trim()), relation: found[2].trim().toLowerCase() };
  }
  const first = RELATION_FIRST.exec(typed);
  if (first?.[1] && first[2]) return { name: first[2], relation: first[1].toLowerCase() };
  return { name: capital(typed), relation: null };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);
}
