/** What is typed at a kitchen table, and who it is taken for. Expected by hand: what a British reader would draw. */

import { describe, expect, it } from 'vitest';

import { understood } from './quick-add';
import type { Guess } from './quick-add';

/** typed | name | kind (a ! after it: one person) | relation | what else, as `child`, `care_worker`, a frequency, `might`, a ring */
const KITCHEN_TABLE = `
Mum                              | Mum | person!
mum                              | Mum | person!
Nan                              | Nan | person!
my brother Tom                   | Tom | person! | brother
my brother tom                   | Tom | person! | brother
Tom my brother                   | Tom | person! | brother
brother Tom                      | Tom | person! | brother
my older brother Tom             | Tom | person! | older brother
my brother                       | Brother | person!
my brother's wife Sue            | Sue | person! | brother's wife
Desmond's brother Carl           | Carl | person! | Desmond's brother
my sister-in-law Bev             | Bev | person! | sister-in-law
Tunde son-in-law                 | Tunde | person! | son-in-law
Rosa next door                   | Rosa | person! | next door
rosa next door                   | Rosa | person! | next door
rosa delgado next door           | Rosa Delgado | person! | next door
Rosa Delgado (next door)         | Rosa Delgado | person! | next door
Mr Khan over the road            | Mr Khan | person! | over the road
Pat upstairs                     | Pat | person! | upstairs
Ken at number 9                  | Ken | person! | at number 9
Joan from church                 | Joan | person! | from church
Bill from the pub                | Bill | person! | from the pub
Folake my sister in Lagos        | Folake | person! | sister in Lagos
Folake (sister, Lagos)           | Folake | person! | sister, Lagos
Joseph Cohen old friend          | Joseph Cohen | person! | old friend
my friend Jean                   | Jean | person! | friend
my best friend Jean              | Jean | person! | best friend
Auntie Jean                      | Auntie Jean | person! | auntie
Uncle Bob                        | Uncle Bob | person! | uncle
Grandma Rose                     | Grandma Rose | person! | grandma
Michael son                      | Michael | person! | son
Desmond (husband)                | Desmond | person! | husband
the neighbour                    | Neighbour | person!
neighbour Ken                    | Ken | person! | neighbour
the lady from number 12          | The lady | person! | from number 12
Kofi grandson 14                 | Kofi | person! | grandson, 14 | child
Kofi (grandson, 14)              | Kofi | person! | grandson, 14 | child
Zuri, 9                          | Zuri | person! | 9 | child
grandson Kofi                    | Kofi | person! | grandson | child
my grandson Jake 32              | Jake | person! | grandson, 32
Mum 84                           | Mum | person! | 84
Dr Ahmed                         | Dr Ahmed | health_care_provider!
dr ahmed                         | Dr Ahmed | health_care_provider!
Dr Raman GP                      | Dr Raman | health_care_provider! | GP
Dr Raman (GP)                    | Dr Raman | health_care_provider! | GP
my GP                            | GP | health_care_provider!
the district nurse               | District nurse | health_care_provider!
district nurse                   | District nurse | health_care_provider!
Eilidh the district nurse        | Eilidh | health_care_provider! | district nurse
Eilidh Munro district nurse      | Eilidh Munro | health_care_provider! | district nurse
Eilidh Munro (district nurse)    | Eilidh Munro | health_care_provider! | district nurse
Nurse Joy                        | Nurse Joy | health_care_provider!
my physio Anna                   | Anna | health_care_provider! | physio
the Macmillan nurse              | Macmillan nurse | health_care_provider!
Sam the social worker            | Sam | statutory_service! | social worker
social worker                    | Social worker | statutory_service!
Halima care worker               | Halima | person! | | care_worker
Halima Yusuf my carer            | Halima Yusuf | person! | carer | care_worker
my carer Halima                  | Halima | person! | carer | care_worker
the home help                    | Home help | person! | | care_worker
the postman                      | Postman | person!
Dave the postman                 | Dave | person! | postman
Arjun gardener might help        | Arjun | person! | gardener | might
dog walker                       | Dog walker | person!
Kim the dog walker               | Kim | person! | dog walker
the vicar                        | Vicar | person!
Father Michael                   | Father Michael | person!
Whiskers the cat                 | Whiskers | pet | cat
Biscuit cat                      | Biscuit | pet | cat
Biscuit (cat)                    | Biscuit | pet | cat
our dog Rex                      | Rex | pet | dog
the dog                          | Dog | pet
next door's cat                  | Next door's cat | pet
Bramble the guinea pig           | Bramble | pet | guinea pig
Age UK                           | Age UK | organisation
age uk                           | Age uk | organisation
Samaritans                       | Samaritans | organisation
Mind                             | Mind | organisation
Friendly Phone Line              | Friendly Phone Line | organisation
the food bank                    | The food bank | organisation
St Mary's lunch club             | St Mary's lunch club | group
St Mary's                        | St Mary's | group
Tanyard lunch club               | Tanyard lunch club | group
Tuesday Singers                  | Tuesday Singers | group
Ropewalk Gardeners               | Ropewalk Gardeners | group
Canal Walkers might help         | Canal Walkers | group | | might
church                           | Church | group
the mosque                       | The mosque | group
Women's Institute                | Women's Institute | group
Tesco                            | Tesco | business
Marks and Spencer                | Marks and Spencer | business
Boots                            | Boots | business
Quayside Pharmacy                | Quayside Pharmacy | business
the chip shop                    | The chip shop | business
The Crown pub                    | The Crown pub | business
Fox and Hounds                   | Fox and Hounds | business
St Mary's Hospital               | St Mary's Hospital | health_care_provider
Memory clinic                    | Memory clinic | health_care_provider
Larkmead Surgery                 | Larkmead Surgery | health_care_provider
the dentist's                    | The dentist's | health_care_provider
my dentist                       | Dentist | health_care_provider!
Social work team                 | Social work team | statutory_service
the council                      | The council | statutory_service
Jobcentre                        | Jobcentre | statutory_service
the library                      | The library | statutory_service
Meals on Wheels                  | Meals on Wheels | social_care_provider
Bluebird home care               | Bluebird home care | social_care_provider
the park                         | The park | place
Larkmead village hall            | Larkmead village hall | place
John Church                      | John Church | person!
Mary Park                        | Mary Park | person!
Dr Temple                        | Dr Temple | health_care_provider!
Mrs Hall                         | Mrs Hall | person!
Rosa every day                   | Rosa | person! | | daily
Rosa next door every day         | Rosa | person! | next door | daily
Rosa next door, every day        | Rosa | person! | next door | daily
Halima care worker twice a day   | Halima | person! | | care_worker several_daily
Grace daughter on Sundays        | Grace | person! | daughter | weekly
Grace daughter every Tuesday     | Grace | person! | daughter | weekly
Dr Raman GP once a month         | Dr Raman | health_care_provider! | GP | monthly
Folake my sister now and then    | Folake | person! | sister | occasional
Desmond my husband who lives with me | Desmond | person! | husband | lives_with
Michael son an hour away         | Michael | person! | son | within_2_hours
Michael (son) within 2 hours     | Michael | person! | son | within_2_hours
Jean half an hour away, every week | Jean | person! | | weekly within_2_hours
Folake sister abroad             | Folake | person! | sister | further_away
Mei-Ling Tan far away            | Mei-Ling Tan | person! | | further_away
Ben nearby                       | Ben | person! | | nearby
perhaps Arjun                    | Arjun | person! | | might
Arjun?                           | Arjun | person! | | might
Mei-Ling Tan                     | Mei-Ling Tan | person!
Anne-Marie                       | Anne-Marie | person!
O'Brien                          | O'Brien | person!
Siân                             | Siân | person!
Christian                        | Christian | person!
Summer                           | Summer | person!
Tuesday                          | Tuesday | person!
Charity                          | Charity | organisation
عائشة                            | عائشة | person!
王小明                            | 王小明 | person!
`;

const CASES = KITCHEN_TABLE.trim().split('\n').map((row) => {
  const [typed = '', name = '', kind = '', relation = '', said = ''] = row.split('|').map((cell) => cell.trim());
  return { typed, expected: { name, kind, relation, said } };
});

function inShort({ name, kind, individual, relation, child, roles, potential, frequency, presence }: Guess): object {
  const said = [child ? 'child' : '', ...roles, frequency, potential ? 'might' : '', presence].filter(Boolean).join(' ');
  return { name, kind: `${kind}${individual ? '!' : ''}`, relation: relation ?? '', said };
}

describe('names typed at the table', () => {
  it.each(CASES)('“$typed” is $expected.name, $expected.kind', ({ typed, expected }) => {
    const [relation, said] = WORDS_OF_SAID.test(expected.relation) ? ['', expected.relation] : [expected.relation, expected.said];
    expect(understood(typed).map(inShort)).toEqual([{ ...expected, relation, said }]);
  });

  it('are several with commas, “and” between two names, or a line each', () => {
    const names = (text: string) => understood(text).map(({ name }) => name);
    expect(names('Mum, Rosa next door, Dr Ahmed')).toEqual(['Mum', 'Rosa', 'Dr Ahmed']);
    expect(names('Mum and Dad')).toEqual(['Mum', 'Dad']);
    expect(names('Tom and Sue, and the district nurse')).toEqual(['Tom', 'Sue', 'District nurse']);
    expect(names('Mum; Dad\nRosa next door')).toEqual(['Mum', 'Dad', 'Rosa']);
    expect(names('Kofi (grandson, 14), Zuri (grandchild, 9)')).toEqual(['Kofi', 'Zuri']);
    expect(names('Kofi, 14, Zuri, 9, Rosa, next door')).toEqual(['Kofi', 'Zuri', 'Rosa']);
    expect(names('عائشة، فاطمة')).toEqual(['عائشة', 'فاطمة']);
    expect(names(' , ,, ')).toEqual([]);
    expect(names('Knit and natter, Marks and Spencer')).toEqual(['Knit and natter', 'Marks and Spencer']);
  });

  it('are what the palette said, whatever they look like', () => {
    expect(understood('The Crown pub', { kind: 'person', individual: true })).toMatchObject([{ kind: 'person', name: 'The Crown pub' }]);
    expect(understood('Whiskers', { kind: 'pet', individual: false })).toMatchObject([{ kind: 'pet', name: 'Whiskers' }]);
    expect(understood('Rex the dog', { kind: 'pet', individual: false })).toMatchObject([{ kind: 'pet', name: 'Rex', relation: 'dog' }]);
    expect(understood('Eilidh Munro (district nurse)', { kind: 'health_care_provider', individual: true })).toMatchObject([{ name: 'Eilidh Munro', relation: 'district nurse', individual: true }]);
    expect(understood('Tuesday Singers, Tesco', { kind: 'group', individual: false })).toMatchObject([{ kind: 'group' }, { kind: 'business' }]);
    expect(understood('Ropewalk', { kind: 'group', individual: false })).toMatchObject([{ kind: 'group', individual: false }]);
  });

  it('keep letters of every alphabet, and code, as they are', () => {
    const typed = ['عائشة', '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '{{constructor}}'];
    expect(understood(typed.join(', ')).map(({ name }) => name)).toEqual(typed);
  });
});

const WORDS_OF_SAID = /^(?:child|care_worker|might|lives_with|within_2_hours|further_away|nearby|daily|weekly|monthly|several_daily|occasional)$/;
