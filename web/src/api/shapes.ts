/** The shapes of the API's answers by the names that pages use, from the generated schema. */

import type { Connect, Disconnect, Set as SetStep, Tick as TickStep } from '../drawing/steps';
import type { Document } from '../drawing/model';
import type { components, operations } from './schema';

type Schemas = components['schemas'];

/** An answer that holds a care map's document, which the server always sends whole, and one's role on it. */
type WithDocument<T, Key extends keyof T> = Omit<T, Key | 'role'> &
  Record<Key, Document> & { role: CareMapRole };

export type Acting = Schemas['Acting'];
export type ActingWanted = Schemas['ActingWanted'];
export type Asked = Schemas['Asked'];
export type OwnAsked = Schemas['OwnAsked'];
export type Reminder = Schemas['Reminder'];
export type AuditEntry = Schemas['AuditEntry'];
export type Answer = Schemas['Table'];
export type CypherAnswer = Schemas['CypherAnswer'];
export type CypherGuide = Schemas['CypherGuide'];
export type AnswerColumn = Schemas['QuestionColumn'];
export type Key = Schemas['Token'];
export type NewKey = Schemas['NewToken'];
export type NewKeyWanted = Schemas['TokenWanted'];
export type Question = Schemas['Question'];
export type Release = Schemas['Release'];
export type AllReports = Schemas['AllReports'];
export type CareMapCard = WithDocument<Schemas['MapCard'], 'thumbnail'>;
export type CareMapRole = Schemas['InvitationWanted']['role'];
export type CareMapView = WithDocument<Schemas['OpenMap'], 'document'>;
export type KeptDrawing = Schemas['KeptDrawing'];
export type Drawing = Omit<Schemas['Drawing'], 'document'> & { document: Document };
export type DrawingOnTimeline = Omit<Schemas['DrawingOnTimeline'], 'picture'> & { picture: Document };
export type Timeline = { drawings: DrawingOnTimeline[]; next: string | null };
export type Keeping = Schemas['Keeping'];
export type Side = Omit<Schemas['Side'], 'document'> & { document: Document };
export type Comparison = Schemas['Comparison'];
export type Compared = Omit<Schemas['Compared'], 'earlier' | 'later'> & { earlier: Side; later: Side };
export type Changed = Schemas['ChangedConnection'];
export type PersonFound = Schemas['PersonFound'];
export type WhatIf = Schemas['WhatIf'];
export type PlanWanted = Schemas['PlanWanted'];
export type WentBack = Schemas['WentBack'];
export type Choice = Schemas['Choice'];
export type DirectoryEntry = Required<Schemas['DirectoryEntry']>;
export type EntryInFull = Omit<Schemas['EntryInFull'], 'entry'> & { entry: DirectoryEntry };
export type SentDirectoryEdit = Schemas['DirectoryEdit'];
export type KeptChange = Omit<Schemas['KeptChange'], 'steps'> & { steps: DirectoryStep[] };
/** A step of a directory's edit: those of a care map that have no drawing, and a new entry. */
export type DirectoryStep =
  | SetStep
  | TickStep
  | Connect
  | Disconnect
  | { does: 'expect' | 'expect_no_more'; what: string }
  | { does: 'tell_apart' | 'tell_apart_no_more'; one: string; other: string }
  | { does: 'list'; element: Partial<DirectoryEntry> & Pick<DirectoryEntry, 'id' | 'scope' | 'kind' | 'name'> };
export type DirectoryChanged = Schemas['Done'];
export type LikelySame = Schemas['LikelySame'];
export type Merging = Schemas['Merging'];
export type Unchecked = Schemas['Unchecked'];
export type Carer = Schemas['By'];
export type Departures = Schemas['LeavingInWords'];
export type Detail = Schemas['Detail'];
export type KeptOfPerson = Schemas['KeptOfPerson'];
export type Searched = Schemas['Searched'];
export type OwnData = Schemas['OwnData'];
export type EndingMap = Schemas['Ending'];
export type Erased = Schemas['Erased'];
export type Leave = Schemas['ErasureWanted']['leave'];
export type Health = Schemas['Health'];
export type History = Schemas['History'];
export type HistoryOnly = Omit<NonNullable<operations['read_history']['parameters']['query']>, 'before'>;
export type Invitation = Schemas['InvitationView'];
export type Link = Schemas['Invited'];
export type LocalityAsked = NonNullable<operations['read_locality']['parameters']['query']>;
export type LocalityReport = Schemas['LocalityReport'];
export type Me = Schemas['Me'];
export type Neighbourhood = Schemas['Neighbourhood'];
export type NewAccount = Schemas['Acceptance'];
export type NewCareMap = Schemas['NewCareMap'];
export type NewConsents = Schemas['ConsentGiven'];
export type NewMember = Schemas['AccountInvitation'];
export type People = Schemas['PeopleOfCareMap'];
export type NewTracing = Schemas['NewTracing'];
export type Placement = Schemas['Placement'];
export type Places = Schemas['Places'];
export type PlacesAsked = NonNullable<operations['read_places']['parameters']['query']>;
export type Print = Schemas['Print'];
export type Purpose = Schemas['Purpose'];
/** A report by name, with what it stands on. */
export type Report<Name extends ReportName> = Pick<AllReports, 'basis'> & AllReports[Name];
export type ReportName = Exclude<keyof AllReports, 'basis' | 'change'>;
/** Some reports, each by its name. */
export type Reports<Name extends ReportName> = Pick<AllReports, 'basis' | Name>;
export type RestsOn = Schemas['RestsOn'];
export type SentEdit = Schemas['Edit'];
export type TwoNeighbourhoods = Schemas['TwoNeighbourhoods'];
export type NewProposal = Schemas['NewProposal'];
export type ProposedConnection = Schemas['ProposedConnection'];
export type Proposal = Schemas['Proposal'];
export type WaitingProposal = Schemas['ProposalToAnswer'];
export type Decision = Schemas['Decision'];
export type FromMap = Schemas['FromMap'];
export type FromMapField = NonNullable<FromMap['fields']>[number];
export type NewRemark = Schemas['NewRemark'];
export type Remark = Schemas['Remark'];
export type OwnRemark = Schemas['OwnRemark'];
export type RemarkAnswer = Schemas['RemarkAnswer'];
export type NewView = Schemas['NewView'];
export type SavedView = Schemas['SavedView'];
export type Spot = Schemas['Spot'];
export type SharedThing = Schemas['SharedThing'];
export type Sharing = Schemas['Sharing'];
export type TeamPage = Schemas['TeamPage'];
export type OnTeam = Schemas['OnTeam'];
export type TeamHat = Schemas['TeamHat'];
export type SaidYes = Schemas['SaidYes'];
export type HatAnswer = Schemas['HatAnswer'];
export type OwnPlace = Schemas['OwnPlace'];
export type OwnPlaces = Schemas['OwnPlaces'];
export type OwnShown = Schemas['OwnShown'];
export type Told = Schemas['Told'];
export type ToldNow = Schemas['ToldNow'];
export type Underway = Schemas['Underway'];
export type ViewConnection = Schemas['ViewConnection'];
export type ViewElement = Schemas['ViewElement'];
export type Wording = Schemas['Wording'];
