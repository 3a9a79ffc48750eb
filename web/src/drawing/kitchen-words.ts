/**
 * The words that people use at a British kitchen table for whom and what they draw. Lists only: how
 * they are read is in `quick-add.ts`. Each is matched whole, in any case.
 */

import type { Frequency, Kind, Presence } from './model';

/** Who somebody is to somebody. `-in-law` and `step-`, `great-`, `half-`, `foster`, `god-`, `ex-` go with any of them. */
export const RELATIONS: readonly string[] = [
  'mum', 'mam', 'mummy', 'mother', 'ma', 'dad', 'daddy', 'da', 'father', 'parent', 'mums', 'parents',
  'nan', 'nana', 'nanna', 'nanny', 'gran', 'granny', 'grandma', 'grandmother', 'grandad', 'granddad', 'grandpa', 'gramps', 'grandfather', 'grandparents?',
  'sister', 'sis', 'brother', 'bro', 'twin', 'sibling', 'wife', 'husband', 'hubby', 'partner', 'boyfriend', 'girlfriend', 'fianc[eé]e?', 'ex',
  'son', 'daughter', 'child', 'grandson', 'granddaughter', 'grand-daughter', 'grandchild', 'niece', 'nephew',
  'aunt', 'auntie', 'aunty', 'uncle', 'cousin', 'godson', 'goddaughter', 'godmother', 'godfather',
  '(?:best |old |school |family |close |good |childhood )?friend', 'mate', 'pal', 'neighbour', 'neighbor', 'next[- ]door neighbour', 'flatmate', 'housemate',
  'lodger', 'landlord', 'landlady', 'colleague', 'workmate', 'boss', 'penfriend',
];

/** What somebody does who comes to the door or whom one goes to; people all the same. */
export const OCCUPATIONS: readonly string[] = [
  'postman', 'postwoman', 'postie', 'milkman', 'gardener', 'cleaner', 'window cleaner', 'hairdresser', 'barber', 'handyman', 'plumber', 'electrician',
  'dog walker', 'childminder', 'babysitter', 'nanny', 'taxi driver', 'driver', 'bus driver', 'teacher', 'teaching assistant', 'lollipop lady', 'lollipop man',
  'vicar', 'priest', 'minister', 'imam', 'rabbi', 'pastor', 'chaplain', 'befriender', 'volunteer', 'advocate', 'solicitor', 'accountant', 'shopkeeper',
  'newsagent', 'butcher', 'coach', 'warden', 'caretaker', 'janitor', 'scout leader', 'peer supporter', 'team starter', 'interpreter',
];

/** Paid care workers: people, of the formal side. */
export const CARE_WORKERS: readonly string[] = [
  'care ?worker', 'paid carer', 'home carer', 'live-in carer', 'night carer', 'carer', 'care assistant', 'home help', 'home care worker', 'support worker',
  'personal assistant', 'pa', 'care aide', 'sitter', 'enabler',
];

/** Professionals of health, one person each. */
export const HEALTH_PROFESSIONALS: readonly string[] = [
  '(?:district|community|practice|school|macmillan|marie curie|admiral|psychiatric|diabetes|stroke|parkinson.?s|heart failure|palliative|mental health|cancer|respiratory|specialist)? ?nurse',
  'matron', 'community matron', 'gp', 'g\\.p\\.', 'doctor', 'family doctor', 'consultant', 'surgeon', 'physio', 'physiotherapist', 'occupational therapist', 'ot',
  'speech therapist', 'speech and language therapist', 'therapist', 'counsellor', 'psychologist', 'psychiatrist', 'cpn', 'chiropodist', 'podiatrist',
  'dentist', 'optician', 'audiologist', 'pharmacist', 'midwife', 'health visitor', 'paramedic', 'dietitian', 'dietician', 'osteopath', 'chiropractor',
  'link worker', 'social prescriber', 'care coordinator', 'key ?worker', 'health care assistant', 'healthcare assistant', 'phlebotomist', 'carer support nurse',
];

/** Professionals of the council or the state, one person each. */
export const STATE_PROFESSIONALS: readonly string[] = [
  'social worker', 'housing officer', 'care manager', 'probation officer', 'police officer', 'pcso', 'benefits adviser', 'job coach', 'family support worker',
];

export const PETS: readonly string[] = [
  'cats?', 'dogs?', 'puppy', 'pup', 'kitten', 'rabbits?', 'bunny', 'budgie', 'parrot', 'cockatiel', 'canary', 'hamster', 'gerbil', 'guinea pigs?', 'horse', 'pony',
  'donkey', 'tortoise', 'goldfish', 'fish', 'hens?', 'chickens?', 'ferret', 'snake', 'lizard', 'gecko', 'pigeons?', 'labrador', 'spaniel', 'terrier', 'collie',
  'whippet', 'greyhound', 'poodle', 'guide dog', 'assistance dog',
];

/** Words that make a child of somebody, where no age says otherwise. */
export const CHILDREN = /\b(grandson|granddaughter|grand-daughter|grandchild|grandchildren|grandkids|great-nephew|great-niece|baby|toddler|little (?:boy|girl|one)|kids|children|schoolboy|schoolgirl)\b/i;

/** Where somebody is, said after their name. */
export const WHERE = [
  '(?:from )?next[- ]door(?: but one)?', '(?:from )?(?:over|across) the (?:road|street|way|landing|hall|corridor|close)', '(?:from )?(?:up|down|along) the (?:road|street|lane|hill|corridor|landing)',
  '(?:from )?(?:round|around) the corner', '(?:from )?up ?stairs', '(?:from )?down ?stairs', 'opposite', 'the flat (?:above|below)', '(?:from )?two doors (?:down|up|along)',
  'at (?:no\\.?|number) ?\\d+\\w?', '(?:from )?(?:no\\.?|number) ?\\d+\\w?',
].join('|');

/** How often, said after a name; what fits none of the five levels is not taken for one. */
export const HOW_OFTEN: readonly (readonly [Frequency, string])[] = [
  ['several_daily', '(?:several|many|a few|two|three|four|2|3|4) times (?:a|per|each|every) day|(?:twice|twice daily) ?(?:a|per|each|every)? ?day|twice daily|morning and (?:night|evening)|day and night|all day|round the clock|24/7'],
  ['daily', '(?:once (?:a|per) day|every ?day|each day|daily|every (?:morning|evening|night|afternoon|lunchtime)|every single day)'],
  ['weekly', '(?:once|twice|1|2) ?(?:x|times?)? ?(?:a|per|each|every) week|(?:every|each) (?:week|weekend|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?|weekly|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|at weekends'],
  ['monthly', '(?:once (?:a|per) month|every month|each month|monthly)'],
  ['occasional', 'now and (?:then|again)|sometimes|occasionally|once in a while|from time to time|(?:a few|two|three) times a year|every so often'],
];

/** How far somebody lives, said after a name. */
export const HOW_FAR: readonly (readonly [Presence, string])[] = [
  ['lives_with', '(?:who )?lives? (?:with (?:me|us|her|him|them)|here)|(?:who is |is )?living with (?:me|us|her|him|them)|at home with (?:me|us|her|him|them)'],
  ['nearby', '(?:who )?(?:lives? )?(?:near ?by|close by|locally)'],
  ['within_2_hours', '(?:who )?(?:lives? )?(?:(?:less than |about |with)?(?:an|half an|one|two|1|2|1½|1\\.5|an) ?(?:and a half )?(?:hours?|hrs?)(?: and a half)?(?:(?: away| off|.s drive| by (?:car|bus|train)))|within (?:2|two|an) ?hours?|(?:\\d+|twenty|thirty|forty) ?min(?:ute)?s? away)'],
  ['further_away', '(?:who )?(?:lives? )?(?:(?:further|far|miles|a long way|hours) away|abroad|overseas)'],
];

export const MIGHT_HELP = 'might help|may help|could help|would help|might|maybe|perhaps|possibly|potential|not yet';

/** Names of bodies known everywhere: these words are enough. */
export const KNOWN_BODIES: readonly (readonly [Kind, readonly string[]])[] = [
  ['organisation', [
    'age uk', 'age concern', 'citizens advice', 'samaritans', 'alzheimer.?s society', 'dementia uk', 'macmillan(?! nurse)', 'marie curie(?! nurse)', 'red cross', 'salvation army', 'royal british legion',
    'british legion', 'carers uk', 'carers trust', 'mencap', 'barnardo.?s', 'oxfam', 'rnib', 'rnid', 'nspcc', 'rspca', 'dogs trust', 'cats protection', 'royal voluntary service', 'rvs', 'st john ambulance',
    'silver line', 'silverline', 'home-?start', 'turn2us', 'stepchange', 'childline', 'parkinson.?s uk', 'stroke association', 'diabetes uk', 'rethink', 'sue ryder', 'ymca', 'ywca', 'rotary(?: club)?', 'the lions', 'independent age', 'contact the elderly', 're-?engage',
  ]],
  ['business', [
    'tesco', 'sainsbury.?s?', 'asda', 'morrisons?', 'aldi', 'lidl', 'waitrose', 'iceland(?= ?$)', 'marks (?:and|&) spencers?', 'm&s', 'co-?op', 'the co-?operative', 'spar(?= ?$)', 'londis', 'costcutter', 'nisa', 'boots(?= ?$)', 'superdrug', 'lloyds(?: pharmacy| bank)?(?= ?$)',
    'specsavers', 'greggs', 'costa(?= ?$)', 'wetherspoons?', 'spoons(?= ?$)', 'barclays', 'natwest', 'hsbc', 'nationwide', 'halifax(?= ?$)', 'santander', 'uber', 'ocado', 'wilko', 'poundland', 'b&m', 'holland (?:and|&) barrett', 'wiltshire farm foods', 'timpsons?', 'dog (?:and|&) duck', 'fox (?:and|&) hounds', 'rose (?:and|&) crown', 'coach (?:and|&) horses',
  ]],
  ['group', ['u3a', 'women.?s institute', 'the wi', 'w\\.?i\\.?(?= ?$)', 'mothers.? union', 'men.?s shed', 'alcoholics anonymous', 'al-anon', 'weight watchers', 'slimming world', 'brownies', 'girl ?guides', 'scouts', 'cubs', 'parkrun', 'neighbourhood watch', 'quakers']],
  ['statutory_service', ['dwp', 'hmrc', 'social services', 'adult social care', 'blue badge']],
  ['health_care_provider', ['nhs(?: 111)?', '111(?= ?$)', '999(?= ?$)', 'a ?& ?e', 'camhs', 'cmht', 'the doctor.?s(?= ?$)']],
];

/** Words that make a body of whatever they stand in; the first kind that fits is it. */
export const BODY_WORDS: readonly (readonly [Kind, string])[] = [
  ['social_care_provider', 'home ?care|care (?:agency|company|home)|nursing home|residential home|day (?:care )?cent(?:re|er)|supported living|extra care|sheltered housing|meals on wheels|care co-?op(?:erative)?|(?:the )?carers$|care team|reablement'],
  ['organisation', 'charity|food ?bank|help ?line|phone ?line|housing association|trade union|foundation|cic|association|community hub|hub|network|advice cent(?:re|er)|law cent(?:re|er)|volunteer(?:ing)? (?:bureau|cent(?:re|er))'],
  ['health_care_provider', 'surgery|hospital|infirmary|clinic|health cent(?:re|er)|medical cent(?:re|er)|(?:gp )?practice|hospice|dentists|dentist.s|opticians|ambulance|walk-?in cent(?:re|er)|mental health team|nursing team|(?:district|community) nurses|memory (?:clinic|service)|physio (?:clinic|department)|ward \\w+|nhs trust'],
  ['business', 'pharmacy|chemist.?s?|(?:corner|chip|charity|book|paper|village|farm|local) ?shop|shop|caf[eé]|coffee shop|tea ?room|pub|inn|tavern|post office|salon|hairdressers|hairdresser.s|barbers|barber.s|bakery|bakers|butchers|greengrocers?|newsagents|supermarket|restaurant|takeaway|chippy|taxis|cabs|taxi firm|launderette|garage|gym|cinema|bank branch|building society|bookies|nursery|stores?$|ltd'],
  ['group', 'church|chapel|mosque|synagogue|gurdwara|mandir|cathedral|parish|congregation|(?:lunch|book|social|youth|bowls|football|cricket|running|over.60s|film|bridge|chess|knitting|dinner) ?club|club|groups?|choir|singers|circle|class|classes|society|allotments?|walkers|ramblers|gardeners|knitters|band|orchestra|coffee morning|knit (?:and|&) natter|bingo|playgroup|mutual aid|drama|tai chi|yoga|zumba|keep fit|prayer meeting|bible study|residents|tenants|committee|friends of .+'],
  ['statutory_service', 'council|social work(?: team)?|job ?cent(?:re|er)|library|housing office|town hall|police|fire (?:brigade|service|station)|school|college|university|benefits office|court|probation|children.s services|school office'],
  ['place', 'park|community cent(?:re|er)|(?:village|church|parish|community|memorial) hall|leisure cent(?:re|er)|swimming (?:pool|baths)|museum|gallery|beach|river|canal|woods|playground|cemetery|station|market|bus stop|garden cent(?:re|er)|bench'],
];

/** Body words that are surnames too: alone after a first name ("John Church") they make nobody a body. */
export const SURNAMES_TOO = /^(?:church|chapel|parish|temple|hall|park|woods|band|bank|banks|court|inn|shop|pub|hub|club|garage|market|beach|bench|college|school|store|stores|station|nursery|drama|bakers|barbers|butchers|class|practice|river|gym|library|police|ward \w+|circle)$/i;

