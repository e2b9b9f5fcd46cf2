import { type LoadedConfig, loadConfig } from '../config/load-config.js';
import { counted, type LoadedSubject, loadSubject } from '../data/load-subject.js';
import type { CommonOptions } from '../options.js';
import { configuredEntryPoints, type Session } from '../session.js';

/** The graph that questions are asked of. */
export interface Asked {
  readonly loaded: LoadedConfig;
  /** With the calls that only ambiguous references state, also where these do not count. */
  readonly full: LoadedSubject;
  readonly subject: LoadedSubject;
  readonly entryPoints: readonly number[] | undefined;
}

/** Loads graph and configuration when the first question comes, and again once `--max-age` is over. */
export class SubjectSource {
  readonly #session: Session<CommonOptions>;
  #asked: Promise<Asked> | undefined;
  #loadedAt = 0;

  constructor(session: Session<CommonOptions>) {
    this.#session = session;
  }

  /** The graph to ask; a load that fails is tried again with the next question. */
  async current(): Promise<Asked> {
    const { maxAge } = this.#session.options;
    if (this.#asked === undefined || Date.now() - this.#loadedAt >= maxAge) {
      this.#loadedAt = Date.now();
      this.#asked = this.#load();
    }
    try {
      return await this.#asked;
    } catch (error) {
      this.#asked = undefined;
      throw error;
    }
  }

  async #load(): Promise<Asked> {
    const { options, terminal } = this.#session;
    const loaded = await loadConfig(options.config);
    const full = await loadSubject({ ...options, ignoreAmbiguous: false }, terminal);
    const session = { options, terminal, config: loaded.config, subject: counted(full, options) };
    const { entryPoints, subject } = configuredEntryPoints(session);
    return { loaded, full, subject, entryPoints };
  }
}
