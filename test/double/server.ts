import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delay, deliver, errorReply, type Reply } from './delivery.js';
import { computeEnvelope, wholeNumber } from './envelope.js';
import { OrganisationSource, RawSource, type RecordSource } from './source.js';
import type {
  DoubleOptions,
  EnvelopeLie,
  Fault,
  FaultRule,
  KlarifyDouble,
  LoggedRequest,
  MutableOrganisation,
  RequestHook,
  TransportFault,
} from './types.js';

export const DEFAULT_ACCESS_KEY = 'test-key-5f2c9a7e41d84b0f';
const PATH = '/api/procedures';
const now = performance.now.bind(performance);

/** Starts the double of Klarify's Integration API on a free port of the loopback interface. */
export async function startDouble(options: DoubleOptions = {}): Promise<KlarifyDouble> {
  const double = new DoubleServer(options);
  await double.listen();
  return double;
}

class DoubleServer implements KlarifyDouble {
  accessKey: string;
  readonly requests: LoggedRequest[] = [];
  readonly state: MutableOrganisation;
  readonly #source: RecordSource;
  readonly #latencyMs: number;
  readonly #maxPageSize: number;
  readonly #server: Server;
  readonly #hooks = new Set<RequestHook>();
  readonly #errors: unknown[] = [];
  #rules: { rule: FaultRule; left: number }[] = [];
  #inFlight = 0;
  #maxInFlight = 0;
  #origin = '';

  constructor(options: DoubleOptions) {
    const dialect = options.dialect ?? 'a';
    const clock = options.clock ?? (() => new Date());
    const organisation = new OrganisationSource(options.organisation ?? [], dialect, clock);
    this.state = organisation;
    this.#source =
      options.rawRecords === undefined ? organisation : new RawSource(options.rawRecords, dialect);
    this.accessKey = options.accessKey ?? DEFAULT_ACCESS_KEY;
    this.#latencyMs = options.latencyMs ?? 0;
    this.#maxPageSize = options.maxPageSize ?? Number.POSITIVE_INFINITY;
    this.#server = createServer((request, response) => {
      void this.#handle(request, response);
    });
    // Longer than any test pauses, so that no request meets a connection which is just being closed.
    this.#server.keepAliveTimeout = 120_000;
    this.#server.requestTimeout = 0;
  }

  get origin(): string {
    return this.#origin;
  }

  get url(): string {
    return `${this.#origin}${PATH}`;
  }

  get maxInFlight(): number {
    return this.#maxInFlight;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  setFault(rule: FaultRule | undefined): void {
    this.#rules = [];
    if (rule !== undefined) this.addFault(rule);
  }

  addFault(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  clearFaults(): void {
    this.#rules = [];
  }

  onRequest(hook: RequestHook): () => void {
    this.#hooks.add(hook);
    return () => {
      this.#hooks.delete(hook);
    };
  }

  async close(): Promise<void> {
    if (this.#server.listening) {
      await new Promise<void>((resolve) => {
        this.#server.close(() => resolve());
        this.#server.closeAllConnections();
      });
    }
    if (this.#errors.length > 0) throw this.#errors[0];
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#countInFlight(response);
    const request = logged(incoming);
    const index = this.requests.push(request) - 1;
    incoming.resume();
    // A client may leave at any time, also in the middle of a write.
    response.on('error', () => {});
    try {
      if (this.#latencyMs > 0) await delay(this.#latencyMs);
      for (const hook of this.#hooks) await hook(request, index);
      if (incoming.socket.destroyed) return;
      const { transport, lies } = this.#faultsFor(request, index);
      const key = request.query['access_key'] ?? this.accessKey;
      await deliver(incoming, response, this.#reply(request, lies), transport, key);
    } catch (error) {
      this.#errors.push(error);
      incoming.socket.destroy();
    }
  }

  #countInFlight(response: ServerResponse): void {
    this.#inFlight += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
    let open = true;
    const release = (): void => {
      if (open) this.#inFlight -= 1;
      open = false;
    };
    response.once('finish', release);
    response.once('close', release);
  }

  #faultsFor(
    request: LoggedRequest,
    index: number,
  ): { transport: TransportFault | undefined; lies: EnvelopeLie[] } {
    let transport: TransportFault | undefined;
    const lies: EnvelopeLie[] = [];
    for (const entry of this.#rules) {
      const { fault, when } = entry.rule;
      const lie = isLie(fault);
      if (entry.left <= 0 || (!lie && transport !== undefined)) continue;
      if (when !== undefined && !when(request, index)) continue;
      entry.left -= 1;
      if (lie) lies.push(fault);
      else transport = fault;
    }
    return { transport, lies };
  }

  #reply(request: LoggedRequest, lies: readonly EnvelopeLie[]): Reply {
    if (request.path !== PATH) return errorReply(404, `No resource ${request.path}.`);
    if (request.method !== 'GET') return errorReply(405, 'Only GET is supported.');
    const key = request.query['access_key'];
    if (key === undefined || key === '') return errorReply(500, 'The access_key was not included.');
    if (key !== this.accessKey) return errorReply(404, 'The access key does not exist.');
    return { status: 200, body: computeEnvelope(request, this.#source, this.#maxPageSize, lies) };
  }
}

function isLie(fault: Fault): fault is EnvelopeLie {
  switch (fault.kind) {
    case 'has-next-always':
    case 'has-next-false-at':
    case 'total-count':
    case 'ignore-page':
    case 'duplicate-across-pages':
    case 'null-fields':
    case 'wrong-type-fields':
      return true;
    default:
      return false;
  }
}

function logged(incoming: IncomingMessage): LoggedRequest {
  const [path = '/', ...search] = (incoming.url ?? '/').split('?');
  const query = Object.fromEntries(new URLSearchParams(search.join('?')));
  return {
    method: incoming.method ?? 'GET',
    path,
    query,
    at: now(),
    headers: incoming.headers,
    page: wholeNumber(query['page'], 0, 0),
  };
}
