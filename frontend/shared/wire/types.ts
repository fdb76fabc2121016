// Written by scripts/wire_types.py from the server's own types. Do not edit.
export interface Acceptance {
  readonly code: string
  readonly password: string
  readonly totp_secret: string
  readonly totp_code: string
  readonly account?: string | null
  readonly name?: string | null
}
export type AccountRole = "administrator" | "analyst" | "approver" | "auditor" | "crew_leader" | "crew_member" | "duty_officer" | "public_relations" | "rumour_verifier" | "superior_command"
export interface AccountRow {
  readonly account: string
  readonly name: string
  readonly role: AccountRole
  readonly agency: Agency
  readonly area: string
  readonly ready: boolean
  readonly closed: boolean
}
export interface ActRow {
  readonly at: string
  readonly kind: string
  readonly crew: string | null
  readonly place: string | null
}
export type Agency = "dishub" | "polri" | "satpol_pp" | "tni"
export interface AlarmRow {
  readonly alarm: string
  readonly cause: string
  readonly crew: string | null
  readonly raised_by: string
  readonly raised_name: string
  readonly raised_at: string
  readonly acknowledged_by: string | null
  readonly acknowledged_name: string | null
  readonly state: string
  readonly position: number
}
export interface AlarmWish {
  readonly name?: string
  readonly service?: string
  readonly outcome?: string
}
export interface Answer {
  readonly kind: AnswerKind
  readonly about: string
  readonly language: string
  readonly claim: string
  readonly fact: string
  readonly short: string
  readonly sources: ReadonlyArray<SourceCited>
  readonly heard_at: string | null
  readonly issued_by: string
  readonly issued: string
  readonly objection: string
  readonly version: number
  readonly corrects: string | null
}
export type AnswerKind = "ahead" | "false" | "handled" | "partly" | "unknown"
export interface AnswerRow {
  readonly answer: string
  readonly area: string
  readonly claim: string | null
  readonly kind: AnswerKind
  readonly state: string
  readonly version: number
  readonly corrects: string | null
  readonly corrected_by: string | null
  readonly published_at: string | null
  readonly content: Answer | null
  readonly digest: string
  readonly steps: ReadonlyArray<AnswerStep>
  readonly position: number
}
export interface AnswerStep {
  readonly step: string
  readonly state: string
  readonly at: string
  readonly author: string
  readonly office: string
  readonly name: string | null
  readonly reason: string | null
}
export interface AnswerText {
  readonly said?: string
  readonly fact: string
  readonly short: string
  readonly sources?: ReadonlyArray<SourceCited>
  readonly heard_at?: string | null
  readonly issued_by: string
  readonly objection: string
  readonly language?: string
}
export interface AnswerWish {
  readonly name?: string
  readonly reason?: string
}
export interface AreaChance {
  readonly area: string
  readonly thousandths: number
}
export interface AreaDays {
  readonly area: string
  readonly means: ReadonlyArray<number>
  readonly levels: ReadonlyArray<number>
  readonly thin: ReadonlyArray<boolean>
}
export interface AreaIncident {
  readonly incident: string
  readonly group: string
  readonly severity: number
  readonly origin: Origin
  readonly began: string
  readonly known: string
  readonly reports: number
}
export interface AreaLook {
  readonly area: string
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly level: Mood
  readonly terms: ReadonlyArray<Reason>
  readonly incidents: number
  readonly thin: boolean
}
export interface AreaReach {
  readonly area: string
  readonly tonight: ReadonlyArray<string>
  readonly given: number
  readonly residents: number
  readonly last: string | null
}
export interface AreaRow {
  readonly neighbourhood: string
  readonly name: string
  readonly visits: ReadonlyArray<number>
  readonly minutes: number
  readonly per_1000: number | null
  readonly last: string | null
  readonly longest_gap_days: number
}
export interface AreaSightings {
  readonly area: string
  readonly counts: ReadonlyArray<number>
}
export interface AreaWhy {
  readonly district: string
  readonly at: string
  readonly area: AreaLook
  readonly rise_probability: number
  readonly incidents: ReadonlyArray<AreaIncident>
  readonly days: ReadonlyArray<DayCount>
}
export type Aside = "criticism" | "empty" | "opinion" | "satire"
export interface Assessment {
  readonly harm: Harm
  readonly about: Subject
  readonly verifiability?: Verifiability | null
}
export interface BroughtIn {
  readonly acked: ReadonlyArray<string>
  readonly unopened: ReadonlyArray<string>
  readonly quarantined: ReadonlyArray<Quarantined>
}
export type Channel = "lain" | "media" | "media-sosial" | "obrolan" | "pengeras-suara" | "selebaran" | "whatsapp"
export interface CheckedElsewhere {
  readonly title: string
  readonly publisher: string
  readonly address: string
  readonly probability: number
  readonly same: boolean
}
export interface Choice {
  readonly option?: string
}
export interface ClaimDetail {
  readonly claim: ClaimRow
  readonly steps: ReadonlyArray<ClaimStep>
  readonly evidence: ReadonlyArray<EvidenceRow>
  readonly sightings: ReadonlyArray<SightingRow>
  readonly by_day: SightingsByDay
  readonly answers: ReadonlyArray<AnswerRow>
  readonly reach: ReadonlyArray<Reach>
  readonly objections: ReadonlyArray<ObjectionRow>
  readonly next: ReadonlyArray<NextStep>
}
export interface ClaimGrowth {
  readonly probability: number
  readonly trend: string
  readonly doubles: boolean
  readonly days: number | null
  readonly shortest: number | null
  readonly longest: number | null
  readonly thin: boolean
  readonly id: string
  readonly en: string
}
export interface ClaimRow {
  readonly claim: string
  readonly area: string
  readonly state: string
  readonly text: string | null
  readonly harm: Harm | null
  readonly about: Subject | null
  readonly verifiability: Verifiability | null
  readonly proposed: Verdict | null
  readonly approvals: number
  readonly approvals_needed: number | null
  readonly verdict: Verdict | null
  readonly sources: number
  readonly independents: number
  readonly opened_at: string
  readonly deadline: string
  readonly overdue: boolean
  readonly settled_at: string | null
  readonly answered_at: string | null
  readonly sightings: number
  readonly areas: number
  readonly first_heard_at: string | null
  readonly last_heard_at: string | null
  readonly answers: number
  readonly growth: ClaimGrowth | null
  readonly still_growing: boolean
  readonly triage: ClaimTriage | null
  readonly position: number
}
export interface ClaimStep {
  readonly step: string
  readonly state: string
  readonly at: string
  readonly author: string
  readonly office: string
  readonly agency: Agency | null
  readonly verdict: Verdict | null
  readonly name: string | null
  readonly reason: string | null
  readonly service: string | null
}
export interface ClaimTriage {
  readonly score: number
  readonly parts: ReadonlyArray<TriagePart>
}
export interface ClaimWish {
  readonly verdict?: Verdict | null
  readonly aside?: Aside | null
  readonly service?: string
  readonly name?: string
  readonly reason?: string
}
export interface ConcernList {
  readonly concerns: ReadonlyArray<ConcernRow>
  readonly share: ConcernShare
}
export interface ConcernRow {
  readonly concern: string
  readonly number: number
  readonly what: string
  readonly area: string
  readonly neighbourhood: string
  readonly place: string | null
  readonly owner: string
  readonly pillar: Pillar | null
  readonly due: string
  readonly overdue: boolean
  readonly source: ConcernSource
  readonly has_ticket: boolean
  readonly state: string
  readonly opened_at: string
  readonly escalated_at: string | null
  readonly institution: string | null
  readonly answer: string | null
  readonly merged_into: number | null
  readonly visit: ConcernVisit | null
  readonly note: string | null
  readonly steps: ReadonlyArray<ConcernStep>
  readonly position: number
}
export interface ConcernShare {
  readonly days: number
  readonly within_days: number
  readonly closed: number
  readonly of: number
  readonly waiting: number
}
export type ConcernSource = "crew" | "office" | "public"
export interface ConcernStep {
  readonly step: string
  readonly at: string
  readonly author: string
  readonly office: string
  readonly owner: string | null
  readonly due: string | null
  readonly institution: string | null
  readonly task: string | null
  readonly answer: string | null
  readonly reason: string | null
}
export interface ConcernTicket {
  readonly concern: string
  readonly number: number
  readonly ticket: string | null
}
export interface ConcernVisit {
  readonly task: string
  readonly place: string
  readonly state: string
  readonly crew: string | null
  readonly visited: boolean | null
}
export interface ConcernWish {
  readonly owner?: string | null
  readonly due?: string | null
  readonly institution?: string | null
  readonly answer?: string
  readonly into?: string | null
  readonly reason?: string
  readonly based_on?: number | null
}
export interface Coverage {
  readonly district: string
  readonly begins: string
  readonly weeks: number
  readonly areas: ReadonlyArray<AreaRow>
}
export interface Crew {
  readonly id: string
  readonly members: ReadonlyArray<Members>
  readonly mode: Mode
  readonly start_post: string
  readonly end_post: string
}
export interface CrewLine {
  readonly crew: string
  readonly mode: Mode
  readonly strength: Readonly<Record<string, number>>
  readonly post: string
  readonly route: ReadonlyArray<string>
}
export type CrewState = "at_stop" | "back" | "on_the_way" | "waiting"
export interface DayCount {
  readonly day: string
  readonly observed: number
  readonly expected: number
}
export interface Delay {
  readonly type: "delay"
  readonly crew: string
  readonly minutes: number
}
export interface DerivedVisit {
  readonly place: string
  readonly arrived_at: string
  readonly left_at: string
}
export interface Desk {
  readonly claims: ReadonlyArray<ClaimRow>
  readonly waiting: number
  readonly position: number
}
export interface DeviceCode {
  readonly account: string
  readonly code: string
  readonly ends_at: string
}
export interface DeviceRow {
  readonly device: string
  readonly name: string
  readonly accounts: ReadonlyArray<string>
  readonly enrolled_at: string
  readonly revoked: boolean
}
export interface DirectiveRow {
  readonly directive: string
  readonly area: string
  readonly writer: string
  readonly written_at: string
  readonly text: string | null
  readonly state: string
  readonly passed_by: string | null
  readonly withdrawn: boolean
}
export interface DirectiveWish {
  readonly recipient?: string | null
}
export interface DistrictRow {
  readonly id: string
  readonly name: string
  readonly zone: string
  readonly credit: string
  readonly vintage: string
  readonly synthetic: boolean
  readonly police_post: string
  readonly neighbourhoods: number
  readonly places: number
}
export interface DrawRow {
  readonly order: string
  readonly commitment: string
  readonly committed_at: string
  readonly planning: string | null
  readonly seed: string | null
  readonly salt: string | null
  readonly revealed_at: string | null
  readonly matches: boolean | null
}
export interface Drawn {
  readonly commitment: string
  readonly pool_digest: string
  readonly label: string
  readonly millionths: ReadonlyArray<number>
  readonly chosen: number
  readonly overlap: number
  readonly repeat: number
  readonly covered: number
  readonly covered_single: number
  readonly nights: number
  readonly missed: ReadonlyArray<readonly [string, number]>
}
export interface DropWish {
  readonly aside: Aside
}
export interface EarlyWarningDetail {
  readonly early_warning: EarlyWarningRow
  readonly incidents: ReadonlyArray<WarnedIncident>
}
export interface EarlyWarningRow {
  readonly early_warning: string
  readonly area: string
  readonly cause: WarningCause
  readonly stream: string
  readonly areas: ReadonlyArray<string>
  readonly raised_at: string
  readonly since: string
  readonly until: string
  readonly observed: number
  readonly expected: number
  readonly false_alarm_days: number | null
  readonly recurrence_days: number | null
  readonly p: number | null
  readonly state: string
  readonly steps: ReadonlyArray<EarlyWarningStep>
  readonly position: number
}
export interface EarlyWarningStep {
  readonly step: string
  readonly at: string
  readonly author: string
  readonly office: string
  readonly observed: number | null
  readonly name: string | null
  readonly reason: string | null
}
export interface EarlyWarningWish {
  readonly name?: string
  readonly reason?: string
}
export interface Edit {
  readonly kind: "edit"
  readonly order: string
  readonly based_on: string
  readonly pins?: ReadonlyArray<Pin>
  readonly bans?: ReadonlyArray<string>
}
export interface Enrolled {
  readonly device: string
  readonly account: string
  readonly token: string
  readonly ends_at: string
  readonly proof: string
}
export interface Enrolment {
  readonly code: string
  readonly name: string
  readonly device?: string | null
  readonly links?: ReadonlyArray<Link>
}
export interface EvidenceRow {
  readonly evidence: string
  readonly source: SourceKind
  readonly independent: boolean
  readonly at: string
  readonly author: string
  readonly office: string
  readonly stands: boolean
  readonly note: string | null
  readonly address: string | null
}
export interface Exploration {
  readonly label: string
  readonly chances: ReadonlyArray<AreaChance>
  readonly drawn: ReadonlyArray<string>
}
export interface FeedWish {
  readonly text: string
}
export interface FeedbackCount {
  readonly area: string
  readonly asked: number
  readonly understood: number
  readonly useful: number
  readonly still_going_round: number
}
export interface Figures {
  readonly visits: number
  readonly places: number
  readonly neighbourhoods: number
  readonly neighbourhoods_total: number
  readonly priority_place_blocks: number
  readonly priority_total: number
  readonly dwell_minutes: number
  readonly travel_minutes: number
  readonly street_km_passed: number
  readonly longest_gap_minutes: number | null
  readonly longest_gap_max_minutes: number | null
  readonly patrols_all_pillars_percent: number
  readonly joint_visits_planned: number
  readonly joint_visits_met: number
  readonly overtime_minutes: number
  readonly workload_spread_minutes: number
  readonly visits_per_neighbourhood_min: number
  readonly visits_per_neighbourhood_max: number
  readonly objective: number
}
export interface FilledIn {
  readonly fact: string
  readonly short: string
  readonly lix: number
}
export interface Fix {
  readonly at: string
  readonly lon: number
  readonly lat: number
  readonly accuracy_m: number | null
}
export type Flag = "clock_off" | "no_fix" | "too_fast"
export interface FollowUp {
  readonly task: string
  readonly place: string
  readonly number: number
  readonly what: string
}
export interface HandoverRow {
  readonly handover: string
  readonly area: string
  readonly giver: string
  readonly to: string
  readonly at: string
  readonly note: string | null
  readonly state: string
  readonly position: number
}
export interface HandoverWish {
  readonly reason?: string
}
export interface Happening {
  readonly what: string
  readonly at: string
  readonly where: string
  readonly origin: Origin
}
export type Harm = 0 | 1 | 2 | 3
export interface HarmExample {
  readonly id: string
  readonly en: string
}
export interface HarmWord {
  readonly harm: Harm
  readonly hours: number
  readonly id: string
  readonly en: string
  readonly examples: ReadonlyArray<HarmExample>
}
export interface Health {
  readonly ok: boolean
  readonly version: string
}
export interface History {
  readonly nights?: number
  readonly place_nights_ago?: Readonly<Record<string, number>>
  readonly neighbourhood_nights_ago?: Readonly<Record<string, number>>
  readonly presence?: ReadonlyArray<Readonly<Record<string, number>>>
}
export interface Imported {
  readonly taken: number
  readonly repeated: number
}
export interface Incident {
  readonly type: "incident"
  readonly place: string
}
export type Intake = "crew" | "desk" | "import" | "public" | "village"
export interface InvitationLink {
  readonly account: string
  readonly code: string
  readonly ends_at: string
}
export interface Invited {
  readonly what: string
  readonly account: string | null
  readonly ends_at: string
  readonly totp_secret: string
  readonly totp_link: string
}
export interface Line {
  readonly agency: Agency
  readonly role?: Role
  readonly people: number
  readonly vehicle?: Mode
  readonly post?: string | null
  readonly request_number?: string | null
  readonly valid_until?: string | null
}
export interface Link {
  readonly account: string
  readonly proof: string
}
export interface LinkWish {
  readonly claim: string
  readonly rank?: number | null
  readonly probability?: number | null
}
export interface Live {
  readonly order: OrderRow
  readonly cursor: string
  readonly server_ms: number
  readonly speed: number
  readonly crews: ReadonlyArray<LiveCrew>
  readonly reports: ReadonlyArray<ReportRow>
  readonly alarms: ReadonlyArray<AlarmRow>
  readonly tasks: ReadonlyArray<TaskRow>
}
export interface LiveCrew {
  readonly crew: string
  readonly device: string | null
  readonly author: string | null
  readonly state: CrewState
  readonly roll_call: string
  readonly fix: Fix | null
  readonly seen_at: string | null
  readonly next: number | null
  readonly late_minutes: number | null
  readonly stops: ReadonlyArray<LiveStop>
}
export interface LiveStop {
  readonly place: string
  readonly kind: StopKind
  readonly arrive: string
  readonly start: string
  readonly leave: string
  readonly arrived_at: string | null
  readonly left_at: string | null
}
export interface Load {
  readonly neighbourhood: string
  readonly visits: number
  readonly minutes: number
  readonly per_1000: number | null
}
export interface Log {
  readonly lines: ReadonlyArray<Seen>
  readonly cursor: string
  readonly more: boolean
}
export interface Look {
  readonly code: string
}
export interface LostCrew {
  readonly type: "lost_crew"
  readonly crew: string
}
export interface Members {
  readonly agency: Agency
  readonly people: number
  readonly leaders: number
}
export interface MessageBoard {
  readonly district: string
  readonly day: string
  readonly days: number
  readonly messages: ReadonlyArray<MessageWords>
  readonly areas: ReadonlyArray<AreaReach>
}
export interface MessageWords {
  readonly message: string
  readonly topics: ReadonlyArray<string>
  readonly say_id: string
  readonly say_en: string
  readonly post_id: string
  readonly post_en: string
}
export interface Missing {
  readonly directive: string
  readonly not_acknowledged: ReadonlyArray<string>
  readonly not_read: ReadonlyArray<string>
  readonly not_passed: ReadonlyArray<string>
}
export type Mode = "car" | "foot" | "motorbike"
export type Mood = "hangat" | "panas" | "perhatian" | "sejuk"
export interface NamedKey {
  readonly kid: string
  readonly key: PublicKey
}
export interface NeighbourhoodCover {
  readonly id: string
  readonly visits: number
  readonly minutes: number
  readonly passed: boolean
}
export interface NewAccount {
  readonly account: string
  readonly name: string
  readonly role: AccountRole
  readonly agency: Agency
  readonly area?: string
}
export interface NewAnswer {
  readonly area: string
  readonly kind: AnswerKind
  readonly claim?: string | null
  readonly corrects?: string | null
  readonly content: AnswerText
}
export interface NewClaim {
  readonly area: string
  readonly text: string
  readonly sighting?: string | null
}
export interface NewConcern {
  readonly area: string
  readonly neighbourhood: string
  readonly what: string
  readonly note?: string
  readonly wants_ticket?: boolean
}
export interface NewDirective {
  readonly text: string
  readonly area: string
}
export interface NewEvidence {
  readonly source: SourceKind
  readonly note: string
  readonly address?: string
}
export interface NewFeedback {
  readonly area: string
  readonly asked: number
  readonly understood: number
  readonly useful: number
  readonly still_going_round: number
}
export interface NewHandover {
  readonly area: string
  readonly to: string
  readonly note?: string
}
export interface NewNote {
  readonly text: string
  readonly place?: string | null
}
export interface NewObjection {
  readonly text: string
}
export interface NewOperation {
  readonly area: string
  readonly legal_basis: ReadonlyArray<string>
  readonly expires?: string | null
}
export interface NewSighting {
  readonly district: string
  readonly area: string
  readonly text: string
  readonly channel: Channel
  readonly place_kind?: PlaceKind | null
  readonly repeated?: number | null
  readonly heard_at?: string | null
}
export interface NewSpread {
  readonly unit: Unit
  readonly channel: Channel
  readonly area: string
}
export interface NewTask {
  readonly what: string
  readonly area: string
  readonly place: string
  readonly order?: string | null
}
export interface NewWatch {
  readonly area: string
}
export interface NextStep {
  readonly step: string
  readonly problems: ReadonlyArray<Told>
}
export interface NightAccount {
  readonly paper: OrderPaper
  readonly district: string
  readonly synthetic: boolean
  readonly shift: Shift
  readonly began: string | null
  readonly ended: string | null
  readonly strength: Readonly<Record<string, number>>
  readonly crews: ReadonlyArray<CrewLine>
  readonly targets: ReadonlyArray<string>
  readonly landmarks: ReadonlyArray<string>
  readonly wards: ReadonlyArray<WardLine>
  readonly points: Share
  readonly others: number
  readonly joint: Share
  readonly visits: number
  readonly dialogues: number
  readonly residents: number
  readonly messages: number
  readonly concerns: Share
  readonly claims: Share
  readonly heard: number
  readonly unsorted: number
  readonly findings: number
  readonly happenings: ReadonlyArray<Happening>
  readonly gatherings: ReadonlyArray<Happening>
  readonly vulnerable: ReadonlyArray<string>
  readonly sos: number
  readonly alarms: Share
}
export interface NightRow {
  readonly order: OrderRow
  readonly versions: ReadonlyArray<VersionRow>
  readonly plan: unknown
  readonly acts: ReadonlyArray<ActRow>
  readonly reports: ReadonlyArray<ReportRow>
  readonly alarms: ReadonlyArray<AlarmRow>
  readonly tracks: ReadonlyArray<Track>
  readonly tracks_end: string
}
export interface ObjectionRow {
  readonly objection: string
  readonly answer: string
  readonly area: string
  readonly state: string
  readonly made_at: string
  readonly text: string | null
  readonly decided_at: string | null
  readonly name: string | null
  readonly reason: string | null
  readonly position: number
}
export interface ObjectionWish {
  readonly name?: string
  readonly reason?: string
}
export interface OpenSession {
  readonly session: string
  readonly agent: string
  readonly device: string | null
  readonly begun_at: string
  readonly seen_at: string
  readonly ends_at: string
  readonly this: boolean
}
export interface OperationRow {
  readonly operation: string
  readonly area: string
  readonly legal_basis: ReadonlyArray<string>
  readonly expires: string
  readonly state: string
  readonly runs: boolean
  readonly position: number
}
export interface OperationWish {
  readonly expires?: string | null
}
export interface OptionPlan {
  readonly plan: unknown
}
export interface OptionRow {
  readonly option: string
  readonly plan: string
  readonly figures: Figures
  readonly core_visits: number
  readonly extra_visits: number
  readonly most_burdened: ReadonlyArray<Load>
  readonly minutes_median: number
  readonly bound: number | null
  readonly gap_percent: number | null
  readonly unmet: number
  readonly changed: number | null
  readonly kept: number | null
  readonly commitment: string | null
}
export interface OrderPaper {
  readonly id: string
  readonly number: string | null
  readonly state: string
  readonly version: number
  readonly signed: ReadonlyArray<Signed>
  readonly legal_basis: ReadonlyArray<string>
  readonly expires: string | null
  readonly tni_request: string | null
  readonly tni_until: string | null
}
export interface OrderPlan {
  readonly order: OrderRow
  readonly plan: unknown
}
export interface OrderRow {
  readonly order: string
  readonly area: string
  readonly state: string
  readonly begins: string
  readonly ends: string
  readonly agencies: ReadonlyArray<Agency>
  readonly signatures: ReadonlyArray<Signature>
  readonly operation: string | null
  readonly tni_request: string | null
  readonly tni_until: string | null
  readonly number: string | null
  readonly plan: string
  readonly version: number
  readonly position: number
}
export interface OrderWish {
  readonly reason?: string
  readonly plan?: string | null
  readonly number?: string | null
  readonly tni_request?: string | null
  readonly tni_until?: string | null
}
export type Origin = "agency" | "discovered" | "dispatched" | "media" | "resident"
export interface OutboxFile {
  readonly device: string
  readonly events: ReadonlyArray<unknown>
}
export interface Own {
  readonly account: string
  readonly name: string
  readonly role: AccountRole
  readonly agency: Agency
  readonly area: string
  readonly device: string | null
  readonly may: ReadonlyArray<string>
}
export interface Paper {
  readonly plan: unknown
  readonly roster: string
  readonly tension?: string
  readonly history?: History
}
export type Part = "body" | "fixes" | "photos" | "texts"
export interface Patrol {
  readonly order: OrderRow
  readonly district: string
  readonly zone: string
  readonly routes: ReadonlyArray<PatrolRoute>
  readonly follow_ups: ReadonlyArray<FollowUp>
  readonly messages: ReadonlyArray<MessageWords>
  readonly places: ReadonlyArray<PatrolPlace>
  readonly map: PatrolMap
  readonly rules: PatrolRules
}
export interface PatrolAnswer {
  readonly patrol: Patrol | null
  readonly server_ms: number
}
export interface PatrolMap {
  readonly credit: string
  readonly vintage: string
  readonly synthetic: boolean
  readonly streets: ReadonlyArray<ReadonlyArray<number>>
  readonly areas: ReadonlyArray<ReadonlyArray<number>>
}
export interface PatrolPeople {
  readonly agency: Agency
  readonly people: number
}
export interface PatrolPlace {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly lon: number
  readonly lat: number
  readonly area: string
  readonly area_name: string
  readonly messages: ReadonlyArray<string>
}
export interface PatrolRoute {
  readonly crew: string
  readonly mode: Mode
  readonly people: ReadonlyArray<PatrolPeople>
  readonly depart: string
  readonly back: string
  readonly start_post: string
  readonly end_post: string
  readonly stops: ReadonlyArray<PatrolStop>
}
export interface PatrolRules {
  readonly fence_m: number
  readonly dwell_minutes: number
  readonly wait_minutes: number
  readonly report_minutes: number
  readonly remind_minutes: number
}
export interface PatrolStop {
  readonly place: string
  readonly kind: StopKind
  readonly arrive: string
  readonly leave: string
  readonly meets: ReadonlyArray<string>
}
export interface PersonRow {
  readonly account: string
  readonly name: string
  readonly role: AccountRole
  readonly agency: Agency
}
export type Pillar = "pemda" | "polri" | "tni"
export interface Pin {
  readonly place: string
  readonly at?: string | null
  readonly block?: number | null
  readonly crew?: string | null
}
export type PlaceKind = "border" | "clinic" | "junction" | "market" | "office" | "other" | "police" | "polling" | "post" | "school" | "street" | "worship"
export interface PlaceShows {
  readonly place: string
  readonly code: string
  readonly ends_ms: number
}
export interface Plan {
  readonly kind: string
  readonly district: string
  readonly synthetic: boolean
  readonly shift: Shift
  readonly blocks: ReadonlyArray<number>
  readonly seed: number
  readonly preset: string
  readonly engine: string
  readonly routes: ReadonlyArray<Route>
  readonly cover: ReadonlyArray<NeighbourhoodCover>
  readonly figures: Figures
  readonly unmet: ReadonlyArray<Unmet>
  readonly night: number
  readonly uncovered: ReadonlyArray<Uncovered>
  readonly robustness: ReadonlyArray<Trial>
  readonly prices: ReadonlyArray<Price>
  readonly bound: number | null
  readonly gap_percent: number | null
  readonly bound_relaxed: number | null
  readonly gap_relaxed_percent: number | null
  readonly pins: ReadonlyArray<Pin>
  readonly bans: ReadonlyArray<string>
  readonly draw: Drawn | null
  readonly rotation: Rotation | null
  readonly exploration?: Exploration
  readonly notes: ReadonlyArray<string>
}
export type PlanningKind = "edit" | "rest" | "tonight"
export interface PlanningRow {
  readonly planning: string
  readonly kind: PlanningKind
  readonly district: string
  readonly order: string | null
  readonly based_on: string | null
  readonly asked_by: string
  readonly asked_at: string
  readonly state: string
  readonly stage: string
  readonly part: number
  readonly options: ReadonlyArray<OptionRow>
  readonly problem: Told | null
  readonly rotation: RotationTold | null
  readonly option: string | null
  readonly wish: Tonight | Edit | Rest | null
  readonly position: number
}
export interface Price {
  readonly what: string
  readonly points: number
  readonly percent: number
}
export interface Problem {
  readonly type: string
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
}
export interface PublicKey {
  readonly kty: string
  readonly crv: string
  readonly x: string
  readonly y: string
}
export interface PublishedAnswer {
  readonly answer: string
  readonly claim: string | null
  readonly kind: AnswerKind
  readonly state: string
  readonly version: number
  readonly corrects: string | null
  readonly corrected_by: string | null
  readonly published_at: string
  readonly content: Answer
  readonly digest: string
  readonly reopened: boolean
}
export interface Push {
  readonly device: string
  readonly events?: ReadonlyArray<unknown>
  readonly cursor?: string | null
}
export interface Pushed {
  readonly acked: ReadonlyArray<string>
  readonly upto: number
  readonly missing: ReadonlyArray<readonly [number, number]>
  readonly discarded: ReadonlyArray<string>
  readonly held: ReadonlyArray<string>
  readonly unopened: ReadonlyArray<string>
  readonly quarantined: ReadonlyArray<Quarantined>
  readonly pull: ReadonlyArray<Seen>
  readonly cursor: string
  readonly more: boolean
  readonly server_ms: number
}
export interface Quarantined {
  readonly id: string | null
  readonly seq: number | null
  readonly reason: string
  readonly detail: string
}
export interface Reach {
  readonly answer: string
  readonly spread: ReadonlyArray<SpreadCount>
  readonly feedback: ReadonlyArray<FeedbackCount>
  readonly not_reached: ReadonlyArray<string>
}
export interface Reason {
  readonly code: string
  readonly amount: number
}
export interface RecordOfWarnings {
  readonly days: number
  readonly rises: Tally
  readonly severe: Tally
  readonly false_alarm_days: number | null
  readonly by_chance_a_month: number | null
  readonly sought: string | null
}
export interface ReportRow {
  readonly position: number
  readonly at: string
  readonly kind: string
  readonly author: string
  readonly crew: string | null
  readonly place: string | null
  readonly area: string | null
  readonly what: string | null
  readonly origin: Origin | null
  readonly residents: number | null
  readonly text: string | null
}
export interface Rest {
  readonly kind: "rest"
  readonly order: string
  readonly based_on: string
  readonly change: Delay | LostCrew | Incident
  readonly pins?: ReadonlyArray<Pin> | null
  readonly bans?: ReadonlyArray<string> | null
}
export interface Revision {
  readonly planning: string
  readonly based_on: string
}
export type Role = "leader" | "member"
export interface Rotation {
  readonly frame: RotationFrame
  readonly frame_digest: string
  readonly drawn: ReadonlyArray<string>
  readonly commitment: string
}
export interface RotationFrame {
  readonly begins: string
  readonly nights: number
  readonly budget: number
  readonly units: ReadonlyArray<RotationUnit>
  readonly vetoed: ReadonlyArray<string>
  readonly left_out: ReadonlyArray<string>
}
export interface RotationTold {
  readonly first: string
  readonly nights: number
  readonly night: number
  readonly drawn: ReadonlyArray<string>
  readonly taking_part: number
  readonly vetoed: ReadonlyArray<string>
  readonly commitment: string
}
export interface RotationUnit {
  readonly place: string
  readonly stratum: Stratum
  readonly thousandths: number
}
export interface Route {
  readonly crew: Crew
  readonly depart: number
  readonly back: number
  readonly stops: ReadonlyArray<Stop>
  readonly travel: number
  readonly together: boolean
}
export interface Rubric {
  readonly harms: ReadonlyArray<HarmWord>
  readonly authorities: ReadonlyArray<Subject>
  readonly independent: ReadonlyArray<SourceKind>
  readonly approvers: Readonly<Record<string, number>>
  readonly fits: Readonly<Record<string, ReadonlyArray<Verdict>>>
  readonly asides: ReadonlyArray<Aside>
}
export type Seal = readonly [Part, string]
export interface Seen {
  readonly position: number
  readonly id: string
  readonly device: string
  readonly seq: number
  readonly kind: string
  readonly body: Readonly<Record<string, unknown>> | null
  readonly occurred_at: string
  readonly corrected_at: string
  readonly received_at: string
  readonly author: string
  readonly patrol: string | null
  readonly texts: Readonly<Record<string, string>>
  readonly fixes: ReadonlyArray<Fix>
  readonly photos: ReadonlyArray<string>
  readonly seals: ReadonlyArray<Seal>
}
export interface Self {
  readonly own: Own
  readonly csrf: string
}
export interface Share {
  readonly done: number
  readonly of: number
}
export interface Shift {
  readonly date: string
  readonly start: string
  readonly end: string
  readonly zone: string
}
export interface SightingRow {
  readonly sighting: string
  readonly area: string
  readonly channel: Channel
  readonly place_kind: PlaceKind | null
  readonly repeated: number | null
  readonly intake: Intake
  readonly heard_at: string
  readonly received_at: string
  readonly claim: string | null
  readonly text: string | null
  readonly position: number
}
export interface SightingsByDay {
  readonly days: ReadonlyArray<string>
  readonly areas: ReadonlyArray<AreaSightings>
  readonly channels: Readonly<Record<string, number>>
  readonly earlier: number
}
export interface SightingsFile {
  readonly district: string
  readonly csv: string
}
export interface SignIn {
  readonly account: string
  readonly password: string
  readonly totp_code: string
}
export interface Signature {
  readonly agency: Agency
  readonly account: string
  readonly at: string
  readonly plan: string
}
export interface Signed {
  readonly agency: Agency
  readonly at: string
  readonly earlier: boolean
}
export interface SignedIn {
  readonly token: string
  readonly ends_at: string
}
export interface SourceCited {
  readonly kind: SourceKind
  readonly title: string
  readonly url?: string
  readonly published?: string | null
}
export type SourceKind = "agency" | "court" | "document" | "election_body" | "fact_checker" | "media" | "on_site" | "resident"
export interface SpreadCount {
  readonly unit: Unit
  readonly channel: Channel
  readonly area: string
  readonly times: number
  readonly last_at: string
}
export interface Stop {
  readonly place: string
  readonly kind: StopKind
  readonly arrive: number
  readonly start: number
  readonly leave: number
  readonly block: number
  readonly neighbourhood: string | null
  readonly value: number
  readonly reasons: ReadonlyArray<Reason>
  readonly meets: ReadonlyArray<string>
}
export type StopKind = "break" | "joint" | "rendezvous" | "visit"
export interface Stratum {
  readonly ward: string
  readonly tercile: number
}
export interface StrengthRow {
  readonly order: string | null
  readonly at: string | null
  readonly lines: ReadonlyArray<Line>
}
export interface StrengthText {
  readonly text: string
}
export type Subject = "candidate" | "election_body" | "government" | "other" | "polri" | "tni"
export interface Suggestion {
  readonly claim: string
  readonly score: number
  readonly probability: number
  readonly same: boolean
  readonly against: ReadonlyArray<string>
  readonly by: string
  readonly text: string
}
export interface Tail {
  readonly entries: ReadonlyArray<Seen>
  readonly cursor: string
  readonly more: boolean
}
export interface Taken {
  readonly kept: number
  readonly discarded: number
}
export interface Tally {
  readonly raised: number
  readonly confirmed: number
  readonly declined: number
  readonly undecided: number
}
export interface TaskRow {
  readonly task: string
  readonly what: string
  readonly area: string
  readonly place: string
  readonly order: string | null
  readonly holder: string | null
  readonly state: string
  readonly position: number
}
export interface TaskWish {
  readonly crew?: string | null
  readonly based_on?: number | null
  readonly reason?: string
}
export interface TemplateWish {
  readonly area: string
  readonly kind: AnswerKind
  readonly so: string
  readonly so_short?: string
  readonly doing?: string
  readonly said?: string
  readonly sources?: ReadonlyArray<SourceCited>
  readonly heard_at?: string | null
  readonly issued_by: string
  readonly objection: string
  readonly language?: string
}
export interface TensionDays {
  readonly district: string
  readonly moments: ReadonlyArray<string>
  readonly areas: ReadonlyArray<AreaDays>
}
export interface TensionLook {
  readonly district: string
  readonly at: string
  readonly known: boolean
  readonly areas: ReadonlyArray<AreaLook>
  readonly outside: number
  readonly refuted: number
  readonly without_weight: number
}
export interface Told {
  readonly code: string
  readonly what: Readonly<Record<string, string>>
  readonly do: Readonly<Record<string, string>>
}
export interface Tonight {
  readonly kind: "tonight"
  readonly district: string
  readonly date: string
  readonly start?: string
  readonly end?: string
  readonly strength: ReadonlyArray<Line>
  readonly tension?: string
  readonly crews?: number | null
  readonly seed?: number
  readonly preset?: string
  readonly pins?: ReadonlyArray<Pin>
  readonly bans?: ReadonlyArray<string>
  readonly extra?: number | null
  readonly vetoed?: ReadonlyArray<string>
}
export interface Track {
  readonly crew: string
  readonly points: ReadonlyArray<readonly [number, number, number]>
}
export interface TrackFlag {
  readonly flag: Flag
  readonly at: string
  readonly value: number
}
export interface TrackVisits {
  readonly device: string
  readonly points: number
  readonly visits: ReadonlyArray<DerivedVisit>
  readonly flags: ReadonlyArray<TrackFlag>
}
export interface TriagePart {
  readonly name: string
  readonly amount: number
  readonly id: string
  readonly en: string
}
export interface Trial {
  readonly what: string
  readonly crew: string | null
  readonly visits: number
  readonly visits_planned: number
  readonly joint_visits: number
  readonly objective: number
  readonly back_late_minutes: number
}
export interface Uncovered {
  readonly place: string
  readonly reason: string
  readonly value: number
  readonly needs_minutes: number | null
  readonly spare_minutes: number | null
}
export type Unit = "babinsa" | "bhabinkamtibmas" | "crew" | "dishub" | "public_relations" | "satpol_pp" | "village"
export interface Unmet {
  readonly what: string
  readonly id: string
  readonly reason: string
  readonly detail: string
}
export type Verdict = "false" | "misleading" | "partly_true" | "true" | "unsettled"
export type Verifiability = "long" | "office" | "sight"
export interface VersionRow {
  readonly version: number
  readonly plan: string
  readonly based_on: string | null
  readonly planning: string | null
  readonly changed: number | null
  readonly kept: number | null
  readonly by: string
  readonly at: string
}
export interface VisitWish {
  readonly place?: string | null
}
export interface WaitingSighting {
  readonly sighting: SightingRow
  readonly suggestions: ReadonlyArray<Suggestion>
  readonly checked: ReadonlyArray<CheckedElsewhere>
}
export interface WardLine {
  readonly ward: string
  readonly neighbourhoods: ReadonlyArray<string>
}
export interface WarnedIncident {
  readonly incident: string
  readonly what: string
  readonly origin: Origin
  readonly area: string
  readonly happened: string
  readonly received: string
}
export type WarningCause = "rise" | "severe"
export interface WatchRow {
  readonly area: string
  readonly account: string
  readonly since: string
  readonly handover: string | null
}
export interface WithdrawWish {
  readonly reason?: string
}
export interface Endpoints {
  "GET /accounts": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<AccountRow> }
  "POST /accounts": { path: {  }; query: {  }; takes: NewAccount; gives: InvitationLink }
  "DELETE /accounts/{account}": { path: { account: string }; query: {  }; takes: null; gives: null }
  "POST /accounts/{account}/device-code": { path: { account: string }; query: {  }; takes: null; gives: DeviceCode }
  "POST /accounts/{account}/invitation": { path: { account: string }; query: {  }; takes: null; gives: InvitationLink }
  "GET /alarms": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<AlarmRow> }
  "POST /alarms/{id}/acknowledge": { path: { id: string }; query: {  }; takes: AlarmWish; gives: AlarmRow }
  "POST /alarms/{id}/close": { path: { id: string }; query: {  }; takes: AlarmWish; gives: AlarmRow }
  "POST /alarms/{id}/hand_over": { path: { id: string }; query: {  }; takes: AlarmWish; gives: AlarmRow }
  "POST /alarms/{id}/press_again": { path: { id: string }; query: {  }; takes: AlarmWish; gives: AlarmRow }
  "GET /answers": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<AnswerRow> }
  "POST /answers": { path: {  }; query: {  }; takes: NewAnswer; gives: AnswerRow }
  "POST /answers/fill-in": { path: {  }; query: {  }; takes: TemplateWish; gives: FilledIn }
  "GET /answers/published": { path: {  }; query: { district?: string }; takes: null; gives: ReadonlyArray<PublishedAnswer> }
  "GET /answers/{id}": { path: { id: string }; query: {  }; takes: null; gives: AnswerRow }
  "POST /answers/{id}/feedback": { path: { id: string }; query: {  }; takes: NewFeedback; gives: Reach }
  "POST /answers/{id}/objections": { path: { id: string }; query: {  }; takes: NewObjection; gives: ObjectionRow }
  "POST /answers/{id}/publish": { path: { id: string }; query: {  }; takes: AnswerWish; gives: AnswerRow }
  "POST /answers/{id}/return": { path: { id: string }; query: {  }; takes: AnswerWish; gives: AnswerRow }
  "POST /answers/{id}/revise": { path: { id: string }; query: {  }; takes: AnswerText; gives: AnswerRow }
  "POST /answers/{id}/spread": { path: { id: string }; query: {  }; takes: NewSpread; gives: Reach }
  "POST /answers/{id}/submit": { path: { id: string }; query: {  }; takes: AnswerWish; gives: AnswerRow }
  "POST /answers/{id}/withdraw": { path: { id: string }; query: {  }; takes: AnswerWish; gives: AnswerRow }
  "GET /claims": { path: {  }; query: {  }; takes: null; gives: Desk }
  "POST /claims": { path: {  }; query: {  }; takes: NewClaim; gives: ClaimRow }
  "GET /claims/rubric": { path: {  }; query: {  }; takes: null; gives: Rubric }
  "GET /claims/{id}": { path: { id: string }; query: {  }; takes: null; gives: ClaimDetail }
  "POST /claims/{id}/approve": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/assess": { path: { id: string }; query: {  }; takes: Assessment; gives: ClaimRow }
  "POST /claims/{id}/close": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/evidence": { path: { id: string }; query: {  }; takes: NewEvidence; gives: EvidenceRow }
  "POST /claims/{id}/evidence/{evidence}/withdraw": { path: { id: string; evidence: string }; query: {  }; takes: WithdrawWish; gives: EvidenceRow }
  "POST /claims/{id}/hand_over": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/propose": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/reopen": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/resume": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/return": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/screen": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/set_aside": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/verify": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "POST /claims/{id}/watch": { path: { id: string }; query: {  }; takes: ClaimWish; gives: ClaimRow }
  "GET /concerns": { path: {  }; query: {  }; takes: null; gives: ConcernList }
  "POST /concerns": { path: {  }; query: {  }; takes: NewConcern; gives: ConcernTicket }
  "GET /concerns/{id}": { path: { id: string }; query: {  }; takes: null; gives: ConcernRow }
  "POST /concerns/{id}/answer": { path: { id: string }; query: {  }; takes: ConcernWish; gives: ConcernRow }
  "POST /concerns/{id}/close": { path: { id: string }; query: {  }; takes: ConcernWish; gives: ConcernRow }
  "POST /concerns/{id}/decline": { path: { id: string }; query: {  }; takes: ConcernWish; gives: ConcernRow }
  "POST /concerns/{id}/merge": { path: { id: string }; query: {  }; takes: ConcernWish; gives: ConcernRow }
  "POST /concerns/{id}/pass_on": { path: { id: string }; query: {  }; takes: ConcernWish; gives: ConcernRow }
  "POST /concerns/{id}/reopen": { path: { id: string }; query: {  }; takes: ConcernWish; gives: ConcernRow }
  "POST /concerns/{id}/take": { path: { id: string }; query: {  }; takes: ConcernWish; gives: ConcernRow }
  "POST /concerns/{id}/visit": { path: { id: string }; query: {  }; takes: VisitWish; gives: ConcernRow }
  "POST /concerns/{id}/withdraw": { path: { id: string }; query: {  }; takes: ConcernWish; gives: ConcernRow }
  "GET /coverage": { path: {  }; query: { district?: string; weeks?: number }; takes: null; gives: Coverage }
  "GET /devices": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<DeviceRow> }
  "POST /devices": { path: {  }; query: {  }; takes: Enrolment; gives: Enrolled }
  "POST /devices/code": { path: {  }; query: {  }; takes: null; gives: DeviceCode }
  "DELETE /devices/{device}": { path: { device: string }; query: {  }; takes: null; gives: null }
  "GET /devices/{device}/visits": { path: { device: string }; query: {  }; takes: null; gives: TrackVisits }
  "GET /directives": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<DirectiveRow> }
  "POST /directives": { path: {  }; query: {  }; takes: NewDirective; gives: DirectiveRow }
  "POST /directives/{id}/acknowledge": { path: { id: string }; query: {  }; takes: DirectiveWish; gives: DirectiveRow }
  "GET /directives/{id}/outstanding": { path: { id: string }; query: {  }; takes: null; gives: Missing }
  "POST /directives/{id}/pass": { path: { id: string }; query: {  }; takes: DirectiveWish; gives: DirectiveRow }
  "POST /directives/{id}/read": { path: { id: string }; query: {  }; takes: DirectiveWish; gives: DirectiveRow }
  "POST /directives/{id}/withdraw": { path: { id: string }; query: {  }; takes: DirectiveWish; gives: DirectiveRow }
  "GET /districts": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<DistrictRow> }
  "GET /duty": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<WatchRow> }
  "POST /duty/take": { path: {  }; query: {  }; takes: NewWatch; gives: WatchRow }
  "GET /early-warnings": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<EarlyWarningRow> }
  "GET /early-warnings/{id}": { path: { id: string }; query: {  }; takes: null; gives: EarlyWarningDetail }
  "POST /early-warnings/{id}/confirm": { path: { id: string }; query: {  }; takes: EarlyWarningWish; gives: EarlyWarningRow }
  "POST /early-warnings/{id}/decline": { path: { id: string }; query: {  }; takes: EarlyWarningWish; gives: EarlyWarningRow }
  "POST /fact-checks": { path: {  }; query: {  }; takes: FeedWish; gives: Imported }
  "GET /handovers": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<HandoverRow> }
  "POST /handovers": { path: {  }; query: {  }; takes: NewHandover; gives: HandoverRow }
  "POST /handovers/{id}/accept": { path: { id: string }; query: {  }; takes: HandoverWish; gives: HandoverRow }
  "POST /handovers/{id}/decline": { path: { id: string }; query: {  }; takes: HandoverWish; gives: HandoverRow }
  "POST /handovers/{id}/withdraw": { path: { id: string }; query: {  }; takes: HandoverWish; gives: HandoverRow }
  "GET /health": { path: {  }; query: {  }; takes: null; gives: Health }
  "POST /invitation/accept": { path: {  }; query: {  }; takes: Acceptance; gives: null }
  "POST /invitation/look": { path: {  }; query: {  }; takes: Look; gives: Invited }
  "GET /live/{order}": { path: { order: string }; query: {  }; takes: null; gives: Live }
  "GET /log": { path: {  }; query: { from?: string; to?: string; cursor?: string }; takes: null; gives: Log }
  "POST /log": { path: {  }; query: {  }; takes: NewNote; gives: Log }
  "GET /messages": { path: {  }; query: { district?: string }; takes: null; gives: MessageBoard }
  "GET /nights/{order}": { path: { order: string }; query: {  }; takes: null; gives: NightRow }
  "GET /objections": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<ObjectionRow> }
  "POST /objections/{id}/keep": { path: { id: string }; query: {  }; takes: ObjectionWish; gives: ObjectionRow }
  "POST /objections/{id}/uphold": { path: { id: string }; query: {  }; takes: ObjectionWish; gives: ObjectionRow }
  "GET /openapi.json": { path: {  }; query: {  }; takes: null; gives: Readonly<Record<string, unknown>> }
  "GET /operations": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<OperationRow> }
  "POST /operations": { path: {  }; query: {  }; takes: NewOperation; gives: OperationRow }
  "POST /operations/{id}/end": { path: { id: string }; query: {  }; takes: OperationWish; gives: OperationRow }
  "POST /operations/{id}/extend": { path: { id: string }; query: {  }; takes: OperationWish; gives: OperationRow }
  "POST /operations/{id}/start": { path: { id: string }; query: {  }; takes: OperationWish; gives: OperationRow }
  "POST /operations/{id}/withdraw": { path: { id: string }; query: {  }; takes: OperationWish; gives: OperationRow }
  "GET /orders": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<OrderRow> }
  "POST /orders": { path: {  }; query: {  }; takes: Paper; gives: OrderRow }
  "GET /orders/{id}": { path: { id: string }; query: {  }; takes: null; gives: OrderPlan }
  "GET /orders/{id}/account": { path: { id: string }; query: {  }; takes: null; gives: NightAccount }
  "GET /orders/{id}/draw": { path: { id: string }; query: {  }; takes: null; gives: DrawRow }
  "POST /orders/{id}/finish": { path: { id: string }; query: {  }; takes: OrderWish; gives: OrderRow }
  "POST /orders/{id}/release": { path: { id: string }; query: {  }; takes: OrderWish; gives: OrderRow }
  "POST /orders/{id}/return": { path: { id: string }; query: {  }; takes: OrderWish; gives: OrderRow }
  "POST /orders/{id}/revise": { path: { id: string }; query: {  }; takes: Revision; gives: OrderRow }
  "POST /orders/{id}/set_out": { path: { id: string }; query: {  }; takes: OrderWish; gives: OrderRow }
  "POST /orders/{id}/sign": { path: { id: string }; query: {  }; takes: OrderWish; gives: OrderRow }
  "POST /orders/{id}/submit": { path: { id: string }; query: {  }; takes: OrderWish; gives: OrderRow }
  "GET /orders/{id}/versions": { path: { id: string }; query: {  }; takes: null; gives: ReadonlyArray<VersionRow> }
  "GET /orders/{id}/versions/{plan}": { path: { id: string; plan: string }; query: {  }; takes: null; gives: OrderPlan }
  "POST /orders/{id}/withdraw": { path: { id: string }; query: {  }; takes: OrderWish; gives: OrderRow }
  "GET /patrol": { path: {  }; query: {  }; takes: null; gives: PatrolAnswer }
  "GET /people": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<PersonRow> }
  "GET /places/{place}/code": { path: { place: string }; query: {  }; takes: null; gives: PlaceShows }
  "GET /plannings": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<PlanningRow> }
  "POST /plannings": { path: {  }; query: {  }; takes: Tonight | Edit | Rest; gives: PlanningRow }
  "GET /plannings/{id}": { path: { id: string }; query: {  }; takes: null; gives: PlanningRow }
  "POST /plannings/{id}/cancel": { path: { id: string }; query: {  }; takes: Choice; gives: PlanningRow }
  "POST /plannings/{id}/choose": { path: { id: string }; query: {  }; takes: Choice; gives: OrderRow }
  "GET /plannings/{id}/options/{option}": { path: { id: string; option: string }; query: {  }; takes: null; gives: OptionPlan }
  "GET /record": { path: {  }; query: { cursor?: string; limit?: number }; takes: null; gives: Tail }
  "GET /sealing-key": { path: {  }; query: {  }; takes: null; gives: NamedKey }
  "GET /self": { path: {  }; query: {  }; takes: null; gives: Self }
  "GET /sensing/area": { path: {  }; query: { district?: string; area?: string; at?: string }; takes: null; gives: AreaWhy }
  "GET /sensing/days": { path: {  }; query: { district?: string }; takes: null; gives: TensionDays }
  "GET /sensing/look": { path: {  }; query: { district?: string; at?: string }; takes: null; gives: TensionLook }
  "GET /sensing/record": { path: {  }; query: { district?: string }; takes: null; gives: RecordOfWarnings }
  "DELETE /session": { path: {  }; query: {  }; takes: null; gives: null }
  "POST /session": { path: {  }; query: {  }; takes: SignIn; gives: SignedIn }
  "POST /session/cookie": { path: {  }; query: {  }; takes: SignIn; gives: Self }
  "GET /sessions": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<OpenSession> }
  "DELETE /sessions/{session}": { path: { session: string }; query: {  }; takes: null; gives: null }
  "POST /sightings": { path: {  }; query: {  }; takes: NewSighting; gives: SightingRow }
  "POST /sightings/rows": { path: {  }; query: {  }; takes: SightingsFile; gives: Imported }
  "GET /sightings/waiting": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<WaitingSighting> }
  "POST /sightings/{id}/drop": { path: { id: string }; query: {  }; takes: DropWish; gives: null }
  "POST /sightings/{id}/link": { path: { id: string }; query: {  }; takes: LinkWish; gives: SightingRow }
  "POST /sightings/{id}/split": { path: { id: string }; query: {  }; takes: null; gives: SightingRow }
  "GET /strengths": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<StrengthRow> }
  "POST /strengths/read": { path: {  }; query: {  }; takes: StrengthText; gives: StrengthRow }
  "POST /sync": { path: {  }; query: {  }; takes: Push; gives: Pushed }
  "POST /sync/file": { path: {  }; query: {  }; takes: OutboxFile; gives: BroughtIn }
  "GET /tasks": { path: {  }; query: {  }; takes: null; gives: ReadonlyArray<TaskRow> }
  "POST /tasks": { path: {  }; query: {  }; takes: NewTask; gives: TaskRow }
  "POST /tasks/{id}/arrive": { path: { id: string }; query: {  }; takes: TaskWish; gives: TaskRow }
  "POST /tasks/{id}/cancel": { path: { id: string }; query: {  }; takes: TaskWish; gives: TaskRow }
  "POST /tasks/{id}/finish": { path: { id: string }; query: {  }; takes: TaskWish; gives: TaskRow }
  "POST /tasks/{id}/give_back": { path: { id: string }; query: {  }; takes: TaskWish; gives: TaskRow }
  "POST /tasks/{id}/reopen": { path: { id: string }; query: {  }; takes: TaskWish; gives: TaskRow }
  "POST /tasks/{id}/skip": { path: { id: string }; query: {  }; takes: TaskWish; gives: TaskRow }
  "POST /tasks/{id}/take": { path: { id: string }; query: {  }; takes: TaskWish; gives: TaskRow }
  "GET /tracks/traccar": { path: {  }; query: { id?: string; lat?: string; lon?: string; timestamp?: string; accuracy?: string; speed?: string; bearing?: string; altitude?: string; batt?: string; charge?: string; hdop?: string; valid?: string; alarm?: string; driverUniqueId?: string }; takes: null; gives: Taken }
}
