/** Shapes shared by the page's modules, and what TypeScript 4.8 does not know of the browser. */

interface VNode {
  tag: string;
  props: Record<string, any>;
  key: any;
  kids: any[];
}

/** One row of the log; docs/events.md names the fields of each payload. */
interface EventRow {
  event_id: string;
  event_type: string;
  seq: number;
  timestamp: string;
  payload: Record<string, any>;
}

interface TimelineEntry {
  seq: number;
  /** As it came. */
  type: string;
  /** Without `towow.` and `subnet.`. */
  name: string;
  at: string;
  sub: boolean;
  channelId: string;
  agents: string[];
  kind: string;
  group: string;
  event: EventRow;
}

interface Vote {
  round: number;
  version: number;
  answer: string;
  payload: Record<string, any>;
}

interface Member {
  id: string;
  name: string;
  status: string;
  reason: string;
  score: number | null;
  role: string;
  capabilities: string[];
  needs: string[];
  kind: string;
  isFallback: boolean;
  offer: Record<string, any> | null;
  votes: Vote[];
  talks: { round: number; kind: string; payload: Record<string, any> }[];
  /** Times the member gave no answer. */
  silent: Record<string, any>[];
  reminded: boolean;
  left: Record<string, any> | null;
  /** Participation status in the final plan, or why the plan does not use the member. */
  final: string;
}

interface Version {
  version: number;
  round: number;
  proposal: Record<string, any>;
  /** Who votes on it. */
  eligible: string[];
  votes: Record<string, Record<string, any>>;
  evaluation: Record<string, any> | null;
  /** The payload that says who decided. */
  by: Record<string, any>;
  /** Came from a sub-network after the outcome; nobody votes on it. */
  merged: boolean;
  note: string;
  added: string[];
}

interface Outcome {
  kind: string;
  payload: Record<string, any>;
}

interface Channel {
  id: string;
  isSubnet: boolean;
  gapId: string;
  about: string;
  trigger?: Record<string, any>;
  limits: Record<string, any> | null;
  order: string[];
  members: Record<string, Member>;
  covered: string[];
  uncovered: string[];
  counts: Record<string, any> | null;
  versions: Version[];
  round: number;
  maxRounds: number;
  activity: string;
  deadline: string;
  outcome: Outcome | null;
  result: { closed: boolean; failed: boolean; payload: Record<string, any> } | null;
}

interface Usage {
  tokens: number;
  /** US dollars. */
  cost: number;
}

interface State {
  /** A demonstration with simulated members. */
  isDemo: boolean;
  lastSeq: number;
  lastEventId: string;
  demandId: string;
  text: string;
  language: string;
  submittedAt: string;
  endedAt: string;
  phase: string;
  activity: string;
  deadline: string;
  demandDeadline: string;
  understanding: Record<string, any> | null;
  waiting: { questions: { id: string; text: string }[]; answerBy: string } | null;
  main: Channel;
  children: Channel[];
  gaps: Record<string, any> | null;
  compromise: Record<string, any> | null;
  noCandidates: Record<string, any> | null;
  outcome: Outcome | null;
  completed: Record<string, any> | null;
  /** Who decided, and how often. */
  deciders: Record<string, number>;
  fallbacks: number;
  /** Why rules decided in a model's place, how often. */
  fallbackReasons: Record<string, number>;
  /** What models have taken so far. */
  usage: Usage | null;
  latest: TimelineEntry | null;
  timeline: TimelineEntry[];
}

interface PlanDifference {
  people: Record<string, { kind: "added" | "changed" | "same"; before: Record<string, string> }>;
  removed: Record<string, any>[];
  texts: Record<string, string>;
  key(item: any): string;
  milestones: { added: Set<string>; removed: any[] };
  criteria: { added: Set<string>; removed: any[] };
  risks: { added: Set<string>; removed: any[] };
}

/** What a stream tells its page. `retryAt`: milliseconds of the machine's clock. */
interface Connection {
  state: "connecting" | "live" | "stale" | "retrying" | "offline" | "polling" | "ended" | "unknown";
  retryAt?: number;
  /** The server said when to come back. */
  busy?: boolean;
}


/** A demand's stream and the tabs that follow it. */
interface Shared {
  stream: any;
  events: EventRow[];
  /** How many of them the tabs have. */
  sent: number;
  connection: Connection;
  ports: Set<any>;
  timer: any;
}
