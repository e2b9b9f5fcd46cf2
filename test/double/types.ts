import type { IncomingHttpHeaders } from 'node:http';

export type Dialect = 'a' | 'b' | 'mixed';

/** A procedure of the neutral organisation, from which both dialects are rendered. */
export interface DoubleProcedure {
  id: number;
  name: string;
  /** Served in dialect B only; `PROCESS_MODEL` when absent. */
  type?: string;
  /** In the spelling of dialect B (`PUBLISHED`); dialect A serves it in lower case. */
  status?: string;
  /** `null` is served as null; absent leaves the field out. */
  owner?: { id: number; job_title: string } | null;
  /** Served in dialect A only, joined by a comma. */
  performers?: string[];
  /** Dialect B nests the third and later lanes below the second. */
  lanes?: string[];
  /** A number refers by id to a listed, archived or absent procedure; a string is a raw name. */
  calledFrom?: (number | string)[];
  calledWithin?: (number | string)[];
  updatedAt: string;
  firstPublishedAt?: string;
}

export interface DoubleOptions {
  organisation?: DoubleProcedure[];
  /** Served as they are, instead of the organisation. */
  rawRecords?: unknown[];
  dialect?: Dialect;
  accessKey?: string;
  latencyMs?: number;
  /** The server caps the page size at this. */
  maxPageSize?: number;
  /** Stamps the edits made through `state`. */
  clock?: () => Date;
}

export interface LoggedRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  /** Monotonic milliseconds (`performance.now()`), for differences between requests. */
  at: number;
  headers: IncomingHttpHeaders;
  /** The `page` parameter, 0 when absent or not a number. */
  page: number;
}

export interface Envelope {
  data: unknown[];
  hasNext: unknown;
  totalCount?: unknown;
}

export type RecordPatch = (record: Record<string, unknown>) => unknown;

/** A fault that modifies the envelope which is served; several may apply to one request. */
export type EnvelopeLie =
  /** Beyond the last page, repeats the last one (`same-page`) or serves nothing; always says hasNext. */
  | { kind: 'has-next-always'; mode: 'same-page' | 'empty-pages' }
  | { kind: 'has-next-false-at'; page: number }
  /** `undefined` removes it; also adds one where the dialect has none. */
  | { kind: 'total-count'; value: unknown }
  /** Whatever the page asked for, page 0 is served. */
  | { kind: 'ignore-page' }
  /** Each page after the first also repeats, at its start, the last item of the page before. */
  | { kind: 'duplicate-across-pages' }
  | { kind: 'null-fields'; patch: RecordPatch }
  | { kind: 'wrong-type-fields'; patch: RecordPatch };

/** A fault that decides what goes over the wire; at most one applies to a request. */
export type TransportFault =
  | {
      kind: 'status';
      status: number;
      /** A function is evaluated per request, such as for a Retry-After date. */
      headers?: Record<string, string> | (() => Record<string, string>);
      /** A string is served as plain text, anything else as JSON. */
      body?: unknown;
    }
  | { kind: 'reset-before-body' }
  | { kind: 'reset-in-body' }
  /**
   * Half the body. `content-length`: announces all of it, then closes the connection;
   * `chunked-unterminated`: closes without the last chunk; `complete` (default): a proper end.
   */
  | { kind: 'truncated'; mode?: 'content-length' | 'chunked-unterminated' | 'complete' }
  | { kind: 'slow-drip'; bytesPerSecond: number }
  /** Falls silent before any byte (default), after the headers, or in the middle of the body. */
  | { kind: 'hang'; after?: 'nothing' | 'headers' | 'half' }
  | { kind: 'html'; body?: string }
  | { kind: 'invalid-json' }
  | { kind: 'no-envelope'; body: unknown }
  /** Exactly `bytes` of valid JSON (after decompression, with `gzip`), in no more memory than a block. */
  | { kind: 'huge-body'; bytes: number; gzip?: boolean; declareLength?: boolean }
  /** `keepQuery` appends the query of the request, key included, as real redirects do. */
  | { kind: 'redirect'; location: string; status?: number; keepQuery?: boolean }
  | { kind: 'echo-key'; status?: number };

export type Fault = TransportFault | EnvelopeLie;

export interface FaultRule {
  /** Default: every request. */
  when?: (request: LoggedRequest, index: number) => boolean;
  /** How many matching requests it applies to; default all. */
  times?: number;
  fault: Fault;
}

export type RequestHook = (request: LoggedRequest, index: number) => void | Promise<void>;

/** The live organisation. Each change is what an edit in Klarify does to the list. */
export interface MutableOrganisation {
  /** The listed procedures (not the archived ones), in the order in which they came. */
  list(): DoubleProcedure[];
  get(id: number): DoubleProcedure | undefined;
  /** Stamps `updatedAt`, unless the patch sets it. */
  edit(id: number, patch: Partial<Omit<DoubleProcedure, 'id'>>): void;
  insert(procedure: DoubleProcedure): void;
  /** Leaves the list; references to it keep its name. */
  archive(id: number): void;
  /** Stamps the renamed procedure; those it calls show the new name with their old `updatedAt`. */
  rename(id: number, name: string): void;
  /** Changes the callee's record but not its `updatedAt`; stamps the caller. */
  addCall(callerId: number, calleeId: number): void;
  dropCall(callerId: number, calleeId: number): void;
}

export interface KlarifyDouble {
  /** `http://127.0.0.1:PORT/api/procedures` */
  readonly url: string;
  readonly origin: string;
  /** Assign another to regenerate the key: the old one is answered with 404. */
  accessKey: string;
  /** In order of arrival, those that faulted included. */
  readonly requests: LoggedRequest[];
  readonly maxInFlight: number;
  readonly state: MutableOrganisation;
  /** Replaces all rules by this one, or by none. */
  setFault(rule: FaultRule | undefined): void;
  /** Rules apply in the order added: the first matching transport fault, and every matching lie. */
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  /** Runs after the latency, just before the response is computed. Returns its removal. */
  onRequest(hook: RequestHook): () => void;
  /** Ends every connection. Rejects with what a hook, `when` or patch threw, if one did. */
  close(): Promise<void>;
}
