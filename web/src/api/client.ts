/** Every request the pages make, each a function of plain values. A refusal is thrown as a `Problem`. */

import createClient from 'openapi-fetch';

import type { Element } from '../drawing/model';
import type { Edit } from '../drawing/steps';
import type { Answer, Entry } from '../editor/server';
import { noNetwork, problemOf } from './problem';
import type { paths } from './schema';
import type * as Shape from './shapes';

type Id = string;

const V1 = '/api/v1';
/** As many of a list as the server gives in one answer. */
const MOST_AT_ONCE = 20_000;
const DRAWINGS_AT_ONCE = 20;
const client = createClient<paths>({ baseUrl: '/' });

export const api = {
  health: () => answer(client.GET(`${V1}/health`)),

  choices: () => answer(client.GET(`${V1}/session/choices`)),
  choose: (account_id: Id) => answer(client.POST(`${V1}/session/choice`, { body: { account_id } })),
  signIn: (email: string, password: string) => answer(client.POST(`${V1}/session`, { body: { email, password } })),
  signOut: () => done(client.DELETE(`${V1}/session`)),
  changePassword: (old: string, now: string) => done(client.PUT(`${V1}/me/password`, { body: { old, new: now } })),
  me: () => answer(client.GET(`${V1}/me`)),

  searchPerson: (body: { name: string; reviewer_email: string }) => answer(client.POST(`${V1}/searches`, { body })),
  review: (search_id: Id) =>
    answer(client.GET(`${V1}/searches/{search_id}`, { params: { path: { search_id } } })) as Promise<
      Shape.KeptOfPerson[]
    >,
  ownData: () => answer(client.GET(`${V1}/me/data`)) as Promise<Shape.OwnData>,

  invitation: (secret: string) => answer(client.GET(`${V1}/invitations/{secret}`, { params: { path: { secret } } })),
  accept: (secret: string, body: Shape.NewAccount) => answer(client.POST(`${V1}/invitations/{secret}/acceptance`, { params: { path: { secret } }, body })),

  careMaps: () => answer(client.GET(`${V1}/care-maps`)) as Promise<Shape.CareMapCard[]>,
  startCareMap: (body: Shape.NewCareMap) =>
    answer(client.POST(`${V1}/care-maps`, { body })) as Promise<Shape.CareMapView>,
  careMap: (id: Id) =>
    answer(client.GET(`${V1}/care-maps/{care_map_id}`, on(id))) as Promise<Shape.CareMapView>,

  sendEdit: (edit: Edit) =>
    answer(
      client.POST(`${V1}/care-maps/{care_map_id}/edits`, { ...on(edit.scope), body: edit as Shape.SentEdit }),
    ) as Promise<Answer>,
  editsAfter: (care_map_id: Id, after: number) =>
    answer(
      client.GET(`${V1}/care-maps/{care_map_id}/edits`, {
        params: { path: { care_map_id }, query: { after } },
      }),
    ) as Promise<{ edits: Entry[]; edit_seq: number }>,
  /** Read the last edits, in order: as many as one answer gives. */
  lastEdits: (care_map_id: Id) =>
    answer(
      client.GET(`${V1}/care-maps/{care_map_id}/edits`, { params: { path: { care_map_id }, query: { last: true } } }),
    ) as Promise<{ edits: Entry[]; edit_seq: number }>,

  notePrint: (id: Id, body: Shape.Print) => done(client.POST(`${V1}/care-maps/{care_map_id}/prints`, { ...on(id), body })),
  standing: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/here`, on(id))),
  sayHere: (id: Id) => answer(client.PUT(`${V1}/care-maps/{care_map_id}/here`, on(id))),
  timeline: (care_map_id: Id, before: Id | null) =>
    answer(
      client.GET(`${V1}/care-maps/{care_map_id}/drawings`, {
        params: { path: { care_map_id }, query: { before, limit: DRAWINGS_AT_ONCE } },
      }),
    ) as Promise<Shape.Timeline>,
  keepDrawing: (id: Id, body: Shape.Keeping) => answer(client.POST(`${V1}/care-maps/{care_map_id}/drawings`, { ...on(id), body })),
  drawing: (care_map_id: Id, drawing_id: Id) =>
    answer(
      client.GET(`${V1}/care-maps/{care_map_id}/drawings/{drawing_id}`, {
        params: { path: { care_map_id, drawing_id } },
      }),
    ) as Promise<Shape.Drawing>,
  goBackTo: (care_map_id: Id, drawing_id: Id) =>
    answer(
      client.POST(`${V1}/care-maps/{care_map_id}/drawings/{drawing_id}/return`, {
        params: { path: { care_map_id, drawing_id } },
      }),
    ),
  comparison: (care_map_id: Id, query: { earlier: Id | null; later: Id; plans: boolean }) =>
    answer(
      client.GET(`${V1}/care-maps/{care_map_id}/comparison`, { params: { path: { care_map_id }, query } }),
    ) as Promise<Shape.Compared>,
  whatIf: (care_map_id: Id, { without, alive }: { without: readonly Id[]; alive: readonly Id[] }) =>
    answer(
      client.GET(`${V1}/care-maps/{care_map_id}/what-if`, {
        params: { path: { care_map_id }, query: { without: [...without], alive: [...alive] } },
      }),
    ),
  restsOn: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/rests-on`, on(id))),
  keepPlan: (id: Id, body: Shape.PlanWanted) => answer(client.POST(`${V1}/care-maps/{care_map_id}/plans`, { ...on(id), body })),
  setState: (id: Id, state: 'open' | 'closed') => done(client.PUT(`${V1}/care-maps/{care_map_id}/state`, { ...on(id), body: { state } })),
  setReviewDate: (id: Id, review_on: string | null) => done(client.PUT(`${V1}/care-maps/{care_map_id}/review-date`, { ...on(id), body: { review_on } })),

  tracing: (id: Id) => nullable(client.GET(`${V1}/care-maps/{care_map_id}/tracing`, on(id))),
  keepTracing: (id: Id, body: Shape.NewTracing) => answer(client.PUT(`${V1}/care-maps/{care_map_id}/tracing`, { ...on(id), body })),
  placeTracing: (id: Id, body: Shape.Placement) => done(client.PUT(`${V1}/care-maps/{care_map_id}/tracing/placement`, { ...on(id), body })),
  removeTracing: (id: Id) => done(client.DELETE(`${V1}/care-maps/{care_map_id}/tracing`, on(id))),

  people: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/people`, on(id))),
  stopPerson: (care_map_id: Id, account_id: Id) =>
    done(
      client.DELETE(`${V1}/care-maps/{care_map_id}/people/{account_id}`, {
        params: { path: { care_map_id, account_id } },
      }),
    ),
  setUntil: (care_map_id: Id, account_id: Id, until: string | null) =>
    done(
      client.PUT(`${V1}/care-maps/{care_map_id}/people/{account_id}/until`, {
        params: { path: { care_map_id, account_id } },
        body: { until },
      }),
    ),
  retention: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/retention`, on(id))),
  keepUntil: (id: Id, keep_until: string | null) => done(client.PUT(`${V1}/care-maps/{care_map_id}/retention`, { ...on(id), body: { keep_until } })),
  worried: () => answer(client.GET(`${V1}/worried`)),
  quiet: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/quiet`, on(id))),
  setHidden: (care_map_id: Id, account_id: Id, hidden: boolean) =>
    done(client.PUT(`${V1}/care-maps/{care_map_id}/quiet/{account_id}`, { params: { path: { care_map_id, account_id } }, body: { hidden } })),
  stopQuietly: (care_map_id: Id, account_id: Id) => done(client.DELETE(`${V1}/care-maps/{care_map_id}/quiet/{account_id}`, { params: { path: { care_map_id, account_id } } })),
  stateActing: (id: Id, body: Shape.ActingWanted) => done(client.PUT(`${V1}/care-maps/{care_map_id}/acting`, { ...on(id), body })),
  lookAgain: (care_map_id: Id, account_id: Id) => done(client.POST(`${V1}/care-maps/{care_map_id}/acting/{account_id}/review`, { params: { path: { care_map_id, account_id } } })),
  endActing: (care_map_id: Id, account_id: Id) => done(client.DELETE(`${V1}/care-maps/{care_map_id}/acting/{account_id}`, { params: { path: { care_map_id, account_id } } })),
  askToSee: (body: { address: string; sentence: string }) => answer(client.POST(`${V1}/access-requests`, { body })),
  ownAsked: () => answer(client.GET(`${V1}/me/access-requests`)),
  takeBackAsked: (asked_id: Id) =>
    done(client.DELETE(`${V1}/me/access-requests/{asked_id}`, { params: { path: { asked_id } } })),
  reminders: () => answer(client.GET(`${V1}/me/reminders`)),
  askedOf: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/access-requests`, on(id))),
  letIn: (care_map_id: Id, asked_id: Id, body: { role: 'viewer' | 'editor'; until: string | null }) =>
    done(client.POST(`${V1}/care-maps/{care_map_id}/access-requests/{asked_id}/yes`, { params: { path: { care_map_id, asked_id } }, body })),
  refuseAsked: (care_map_id: Id, asked_id: Id, sentence: string) =>
    done(client.POST(`${V1}/care-maps/{care_map_id}/access-requests/{asked_id}/no`, { params: { path: { care_map_id, asked_id } }, body: { sentence } })),
  putAskedAside: (care_map_id: Id, asked_id: Id) =>
    done(client.DELETE(`${V1}/care-maps/{care_map_id}/access-requests/{asked_id}`, { params: { path: { care_map_id, asked_id } } })),
  invite: (id: Id, role: Shape.CareMapRole, until: string | null) =>
    answer(client.POST(`${V1}/care-maps/{care_map_id}/invitations`, { ...on(id), body: { role, until } })),
  takeBackInvitation: (care_map_id: Id, invitation_id: Id) =>
    done(
      client.DELETE(`${V1}/care-maps/{care_map_id}/invitations/{invitation_id}`, {
        params: { path: { care_map_id, invitation_id } },
      }),
    ),

  declineInvitation: (secret: string, reason: string | null) =>
    done(client.POST(`${V1}/invitations/{secret}/refusal`, { params: { path: { secret } }, body: { reason } })),
  wordings: () => answer(client.GET(`${V1}/wordings`)),

  team: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/team`, on(id))),
  askToJoin: (id: Id, body: { element_id: Id; gives: string[] }) =>
    answer(client.POST(`${V1}/care-maps/{care_map_id}/team/askings`, { ...on(id), body })),
  takeBackAsking: (care_map_id: Id, asking_id: Id) =>
    done(client.DELETE(`${V1}/care-maps/{care_map_id}/team/askings/{asking_id}`, { params: { path: { care_map_id, asking_id } } })),
  confirmAsking: (care_map_id: Id, asking_id: Id, body: { it_is_them: boolean; said: string | null }) =>
    done(client.POST(`${V1}/care-maps/{care_map_id}/team/askings/{asking_id}/confirmation`, { params: { path: { care_map_id, asking_id } }, body })),
  joinInPerson: (id: Id, body: { element_id: Id; said: string; gives: string[] }) =>
    done(client.POST(`${V1}/care-maps/{care_map_id}/team/members`, { ...on(id), body })),
  endMembership: (care_map_id: Id, element_id: Id) =>
    done(client.DELETE(`${V1}/care-maps/{care_map_id}/team/members/{element_id}`, member(care_map_id, element_id))),
  offerHat: (care_map_id: Id, element_id: Id, body: { hat: string; until: string }) =>
    done(client.POST(`${V1}/care-maps/{care_map_id}/team/members/{element_id}/hats`, { ...member(care_map_id, element_id), body })),
  answerHat: (care_map_id: Id, element_id: Id, hat: string, body: Shape.HatAnswer) =>
    done(client.POST(`${V1}/care-maps/{care_map_id}/team/members/{element_id}/hats/{hat}/answer`, { params: { path: { care_map_id, element_id, hat } }, body })),
  takeOffHat: (care_map_id: Id, element_id: Id, hat: string) =>
    done(client.DELETE(`${V1}/care-maps/{care_map_id}/team/members/{element_id}/hats/{hat}`, { params: { path: { care_map_id, element_id, hat } } })),

  sayOnMap: (id: Id, body: Shape.NewRemark) => done(client.POST(`${V1}/care-maps/{care_map_id}/remarks`, { ...on(id), body })),
  remarksOfMap: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/remarks`, on(id))),
  answerOnMap: (care_map_id: Id, remark_id: Id, body: Shape.RemarkAnswer) =>
    done(client.POST(`${V1}/care-maps/{care_map_id}/remarks/{remark_id}/answer`, { params: { path: { care_map_id, remark_id } }, body })),
  sayInNeighbourhood: (id: Id, body: Shape.NewRemark) =>
    done(client.POST(`${V1}/neighbourhoods/{neighbourhood_id}/remarks`, { params: inside(id), body })),
  remarksOfNeighbourhood: (id: Id) => answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/remarks`, { params: inside(id) })),
  answerInNeighbourhood: (neighbourhood_id: Id, remark_id: Id, body: Shape.RemarkAnswer) =>
    done(
      client.POST(`${V1}/neighbourhoods/{neighbourhood_id}/remarks/{remark_id}/answer`, {
        params: { path: { neighbourhood_id, remark_id } },
        body,
      }),
    ),
  beside: (neighbourhood_id: Id, other_id: Id) =>
    answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/beside/{other_id}`, { params: { path: { neighbourhood_id, other_id } } })),
  suggest: (id: Id, body: Shape.NewProposal) => done(client.POST(`${V1}/neighbourhoods/{neighbourhood_id}/proposals`, { params: inside(id), body })),
  proposals: (id: Id) => answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/proposals`, { params: inside(id) })),
  decide: (neighbourhood_id: Id, proposal_id: Id, body: Shape.Decision) =>
    answer(client.POST(`${V1}/neighbourhoods/{neighbourhood_id}/proposals/{proposal_id}/answer`, { params: { path: { neighbourhood_id, proposal_id } }, body })),
  proposalsOfMap: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/proposals`, on(id))),
  proposeFromMap: (id: Id, body: Shape.FromMap) => done(client.POST(`${V1}/care-maps/{care_map_id}/proposals`, { ...on(id), body })),
  ownProposals: () => answer(client.GET(`${V1}/me/proposals`)),
  takeBackProposal: (proposal_id: Id) => done(client.DELETE(`${V1}/me/proposals/{proposal_id}`, { params: { path: { proposal_id } } })),
  ownRemarks: () => answer(client.GET(`${V1}/me/remarks`)),
  sayOfOwnPlace: (place_id: Id, text: string) =>
    done(client.POST(`${V1}/me/places/{place_id}/remarks`, { params: { path: { place_id } }, body: { text } })),

  ownPlaces: () => answer(client.GET(`${V1}/me/places`)),
  correctOwn: (place_id: Id, body: { name: string; contact: string | null }) =>
    done(client.PUT(`${V1}/me/places/{place_id}/details`, { params: { path: { place_id } }, body })),
  sayOwnGives: (place_id: Id, gives: string[]) =>
    done(client.PUT(`${V1}/me/places/{place_id}/gives`, { params: { path: { place_id } }, body: { gives } })),
  sayOwnShown: (place_id: Id, body: Shape.OwnShown) =>
    done(client.PUT(`${V1}/me/places/{place_id}/shown`, { params: { path: { place_id } }, body })),
  answerOwnHat: (place_id: Id, hat: string, body: { agrees: boolean; reason: string | null }) =>
    done(client.PUT(`${V1}/me/places/{place_id}/hats/{hat}`, { params: { path: { place_id, hat } }, body })),
  leaveTeam: (place_id: Id) => done(client.DELETE(`${V1}/me/places/{place_id}/membership`, { params: { path: { place_id } } })),
  letGo: (place_id: Id) => done(client.DELETE(`${V1}/me/places/{place_id}`, { params: { path: { place_id } } })),
  setSamePerson: (places: Id[], linked: boolean) => done(client.PUT(`${V1}/me/same-person`, { body: { places, linked } })),

  sharing: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/sharing`, on(id))),
  share: (id: Id, body: Shape.NewConsents) =>
    answer(client.POST(`${V1}/care-maps/{care_map_id}/consents`, { ...on(id), body })),
  withdraw: (id: Id, about: Id[] | 'everything', purpose: Shape.Purpose) =>
    answer(
      client.POST(`${V1}/care-maps/{care_map_id}/consents/withdrawal`, {
        ...on(id),
        body: { about, purpose },
      }),
    ),
  sayTold: (care_map_id: Id, element_id: Id, body: Shape.ToldNow) =>
    done(
      client.PUT(`${V1}/care-maps/{care_map_id}/told/{element_id}`, {
        params: { path: { care_map_id, element_id } },
        body,
      }),
    ),
  takeAway: (id: Id) =>
    answer(client.POST(`${V1}/care-maps/{care_map_id}/ending`, { ...on(id), body: { sure: true } })),
  endingMaps: () => answer(client.GET(`${V1}/ending-maps`)),
  bringBack: (ending_id: Id) =>
    done(client.POST(`${V1}/ending-maps/{ending_id}/return`, { params: { path: { ending_id } } })),
  eraseMap: (ending_id: Id) =>
    done(client.DELETE(`${V1}/ending-maps/{ending_id}`, { params: { path: { ending_id } } })),
  names: (id: Id) => answer(client.GET(`${V1}/care-maps/{care_map_id}/names`, on(id))),
  erase: (id: Id, body: { element_id: Id; leave: Shape.Leave }) =>
    answer(client.POST(`${V1}/care-maps/{care_map_id}/erasures`, { ...on(id), body })),
  history: (care_map_id: Id, before: number | null, only: Shape.HistoryOnly = {}) =>
    answer(
      client.GET(`${V1}/care-maps/{care_map_id}/history`, {
        params: { path: { care_map_id }, query: { ...only, before } },
      }),
    ),

  neighbourhood: (id: Id) =>
    answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}`, { params: inside(id) })),
  viewElements: (id: Id) =>
    whole((after) =>
      answer(
        client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/elements`, {
          params: { ...inside(id), query: { after, limit: MOST_AT_ONCE } },
        }),
      ),
    ),
  viewConnections: (id: Id) =>
    whole((after) =>
      answer(
        client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/connections`, {
          params: { ...inside(id), query: { after, limit: MOST_AT_ONCE } },
        }),
      ),
    ),

  /** A report, or how far it is if it takes long: then ask again. */
  report: async <Name extends Shape.ReportName>(id: Id, name: Name, shown: string) => {
    const { data, response } = await settled(
      client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/reports/{name}`, { params: report(id, name, shown) }),
    );
    return response.status === 202
      ? ({ made: null, underway: data as Shape.Underway } as const)
      : ({ made: data as unknown as Shape.Report<Name>, underway: null } as const);
  },
  stopReport: (id: Id, name: Shape.ReportName, shown: string) =>
    done(client.DELETE(`${V1}/neighbourhoods/{neighbourhood_id}/reports/{name}`, { params: report(id, name, shown) })),

  introduce: (id: Id, connection_id: Id) =>
    done(client.PUT(`${V1}/neighbourhoods/{neighbourhood_id}/introductions/{connection_id}`, introduction(id, connection_id))),
  takeBackIntroduction: (id: Id, connection_id: Id) =>
    done(client.DELETE(`${V1}/neighbourhoods/{neighbourhood_id}/introductions/{connection_id}`, introduction(id, connection_id))),
  departures: (id: Id, leaving: readonly Id[], shown: string) =>
    answer(
      client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/departures`, {
        params: { ...inside(id), query: { leaving: [...leaving], shown } },
      }),
    ),

  layout: (id: Id) =>
    answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/layout`, { params: { ...inside(id) } })),
  placeFigures: (id: Id, places: readonly Shape.Spot[], moved: boolean) =>
    done(
      client.PUT(`${V1}/neighbourhoods/{neighbourhood_id}/layout`, {
        params: { ...inside(id) },
        body: { places: [...places], moved },
      }),
    ),
  savedViews: (id: Id) =>
    answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/saved-views`, { params: { ...inside(id) } })),
  saveView: (id: Id, body: Shape.NewView) =>
    answer(client.POST(`${V1}/neighbourhoods/{neighbourhood_id}/saved-views`, { params: { ...inside(id) }, body })),
  removeSavedView: (id: Id, view_id: Id) =>
    done(
      client.DELETE(`${V1}/neighbourhoods/{neighbourhood_id}/saved-views/{view_id}`, {
        params: { path: { neighbourhood_id: id, view_id } },
      }),
    ),

  entry: (id: Id, entry_id: Id) =>
    answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/entries/{entry_id}`, entry(id, entry_id))) as Promise<Shape.EntryInFull>,
  entryHistory: (id: Id, entry_id: Id) =>
    answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/entries/{entry_id}/history`, entry(id, entry_id))) as Promise<
      Shape.KeptChange[]
    >,
  changeDirectory: (id: Id, body: { id: Id; steps: Shape.DirectoryStep[] }) =>
    answer(client.POST(`${V1}/neighbourhoods/{neighbourhood_id}/edits`, { params: inside(id), body: body as Shape.SentDirectoryEdit })),
  undoChange: (neighbourhood_id: Id, edit_id: Id, id: Id) =>
    answer(client.POST(`${V1}/neighbourhoods/{neighbourhood_id}/edits/{edit_id}/undo`, { params: { path: { neighbourhood_id, edit_id } }, body: { id } })),
  unchecked: (id: Id) => answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/unchecked`, { params: inside(id) })),
  carers: (id: Id) => answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/people`, { params: inside(id) })),
  likelyDuplicates: (id: Id, of: Id | null = null) =>
    answer(
      client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/likely-duplicates`, {
        params: { ...inside(id), query: of === null ? {} : { entry: of } },
      }),
    ),
  merging: (id: Id, kept: Id, other: Id) =>
    answer(client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/entries/{entry_id}/merging/{other_id}`, both(id, kept, other))),
  merge: (id: Id, kept: Id, other: Id, body: { id: Id; take: string[] }) =>
    answer(client.POST(`${V1}/neighbourhoods/{neighbourhood_id}/entries/{entry_id}/merging/{other_id}`, { ...both(id, kept, other), body })),

  places: (id: Id, query: Shape.PlacesAsked) =>
    answer(
      client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/places`, { params: { ...inside(id), query } }),
    ) as Promise<Shape.Places>,

  /** Where the map of areas is to be had as a file. */
  placesFile: (id: Id, query: string) => `${V1}/neighbourhoods/${encodeURIComponent(id)}/places/file${query}`,

  locality: (id: Id, query: Shape.LocalityAsked) =>
    answer(
      client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/reports/locality`, { params: { ...inside(id), query } }),
    ) as Promise<Shape.LocalityReport>,

  searchDirectory: (id: Id, text: string) =>
    answer(
      client.GET(`${V1}/neighbourhoods/{neighbourhood_id}/directory`, { params: { ...inside(id), query: { text } } }),
    ) as Promise<Element[]>,

  /** The description of all this: OpenAPI, which does not describe itself. */
  description: async (): Promise<unknown> => {
    const got = await fetch(`${V1}/openapi.json`).catch(() => null);
    if (!got?.ok) throw noNetwork();
    return got.json();
  },

  releases: () => answer(client.GET(`${V1}/releases`)),
  questions: (release_id: Id) =>
    answer(client.GET(`${V1}/releases/{release_id}/queries`, { params: { path: { release_id } } })),
  ask: (release_id: Id, name: string, given: Record<string, string>) =>
    answer(
      client.GET(`${V1}/releases/{release_id}/queries/{name}`, { params: { path: { release_id, name }, query: given } }),
    ) as Promise<Shape.Answer>,

  cypherGuide: (release_id: Id) =>
    answer(client.GET(`${V1}/releases/{release_id}/cypher`, { params: { path: { release_id } } })),
  runCypher: (release_id: Id, cypher: string) =>
    answer(
      client.POST(`${V1}/releases/{release_id}/cypher`, { params: { path: { release_id } }, body: { cypher } }),
    ) as Promise<Shape.CypherAnswer>,

  keys: () => answer(client.GET(`${V1}/tokens`)),
  makeKey: (body: Shape.NewKeyWanted) => answer(client.POST(`${V1}/tokens`, { body })),
  endKey: (token_id: Id) => done(client.DELETE(`${V1}/tokens/{token_id}`, { params: { path: { token_id } } })),

  inviteToService: (body: Shape.NewMember) => answer(client.POST(`${V1}/accounts/invitations`, { body })),
  audit: (before?: number) =>
    answer(client.GET(`${V1}/audit`, { params: { query: before === undefined ? {} : { before } } })),
};

interface Asked<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Return what was answered, or throw the problem. */
async function answer<T>(asked: Promise<Asked<T>>): Promise<NonNullable<T>> {
  const { data } = await settled(asked);
  return data as NonNullable<T>;
}

/** Return what was answered, which may be that there is nothing. */
async function nullable<T>(asked: Promise<Asked<T>>): Promise<T | null> {
  return (await settled(asked)).data ?? null;
}

/** Wait until something that answers nothing is done. */
async function done(asked: Promise<Asked<unknown>>): Promise<void> {
  await settled(asked);
}

async function settled<T>(asked: Promise<Asked<T>>): Promise<Asked<T>> {
  const answered = await asked.catch(() => {
    throw noNetwork();
  });
  if (!answered.response.ok) throw problemOf(answered.response.status, answered.error);
  return answered;
}

/** Ask for a list page by page, and return the whole of it. */
async function whole<T>(
  page: (after: string | null) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const found = await page(after);
    items.push(...found.items);
    after = found.next;
  } while (after !== null);
  return items;
}

function on(care_map_id: Id) {
  return { params: { path: { care_map_id } } };
}

function member(care_map_id: Id, element_id: Id) {
  return { params: { path: { care_map_id, element_id } } };
}

function entry(neighbourhood_id: Id, entry_id: Id) {
  return { params: { path: { neighbourhood_id, entry_id } } };
}

function both(neighbourhood_id: Id, entry_id: Id, other_id: Id) {
  return { params: { path: { neighbourhood_id, entry_id, other_id } } };
}

function inside(neighbourhood_id: Id) {
  return { path: { neighbourhood_id } };
}

function introduction(neighbourhood_id: Id, connection_id: Id) {
  return { params: { path: { neighbourhood_id, connection_id } } };
}

/** The words that a page asks for a report with, so that stopping means the same one. */
function report(neighbourhood_id: Id, name: Shape.ReportName, shown: string) {
  return { path: { neighbourhood_id, name }, query: { vocabulary: true, ...(shown ? { shown } : {}) } };
}
