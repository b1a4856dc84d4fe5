import { readCookie } from "../core/cookies.js";

/** The server answered, and said no. `errors` are sentences by field, as in problem+json; `extra` whatever else it told. */
export class ApiError extends Error {
  constructor({ status, title = "", detail = "", code = "", errors = {}, ...extra }) {
    super(detail || title || `HTTP ${status}`);
    this.name = "ApiError";
    this.status = status;
    this.title = title;
    this.detail = detail || title;
    this.code = code;
    this.errors = errors;
    this.extra = extra;
  }
}

/** The server was not reached: nothing can be said about what was done. */
export class NetworkError extends Error {
  constructor(cause) {
    super("network");
    this.name = "NetworkError";
    this.cause = cause;
  }
}

const BASE = "/api/v1/";
const REFRESH = "auth/token/refresh/";

export class ApiClient {
  #refreshing = null;

  constructor({ fetch = (...args) => globalThis.fetch(...args), csrfToken = readCsrfToken } = {}) {
    this.fetch = fetch;
    this.csrfToken = csrfToken;
  }

  get(path, options) {
    return this.request("GET", path, options);
  }

  post(path, body, options) {
    return this.request("POST", path, { ...options, body });
  }

  put(path, body, options) {
    return this.request("PUT", path, { ...options, body });
  }

  patch(path, body, options) {
    return this.request("PATCH", path, { ...options, body });
  }

  delete(path, options) {
    return this.request("DELETE", path, options);
  }

  /**
   * @param {string} method @param {string} path below /api/v1/, without a slash in front
   * @param {{body?: object | FormData, headers?: Record<string, string>, signal?: AbortSignal, keepalive?: boolean}} [options]
   * @returns {Promise<any>} the JSON of the answer, or null
   * @throws {ApiError | NetworkError}
   */
  async request(method, path, options = {}) {
    let response = await this.#send(method, path, options);
    // An access token lives ten minutes; one fresh one, then the request again, and no more than that.
    if (response.status === 401 && (await this.#refresh())) {
      response = await this.#send(method, path, options);
    }
    if (!response.ok) {
      throw await problemOf(response);
    }
    return bodyOf(response);
  }

  async #send(method, path, { body, headers = {}, signal, keepalive }) {
    const isForm = typeof FormData !== "undefined" && body instanceof FormData;
    const isUnsafe = method !== "GET";
    try {
      return await this.fetch(BASE + path, {
        method,
        signal,
        keepalive,
        credentials: "same-origin",
        headers: {
          Accept: "application/json",
          ...(body !== undefined && !isForm && { "Content-Type": "application/json" }),
          ...(isUnsafe && { "X-CSRFToken": this.csrfToken() }),
          ...headers,
        },
        body: body === undefined || isForm ? body : JSON.stringify(body),
      });
    } catch (error) {
      if (error.name === "AbortError") {
        throw error;
      }
      throw new NetworkError(error);
    }
  }

  // Many requests may meet the same expired token; they share one refresh.
  async #refresh() {
    this.#refreshing ??= this.#send("POST", REFRESH, { body: {} });
    try {
      return (await this.#refreshing).ok;
    } finally {
      this.#refreshing = null;
    }
  }
}

async function problemOf(response) {
  const problem = await bodyOf(response).catch(() => null);
  const fields = problem && typeof problem === "object" ? problem : {};
  return new ApiError({ ...fields, status: response.status });
}

async function bodyOf(response) {
  const isJson = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  return response.status !== 204 && isJson ? response.json() : null;
}

function readCsrfToken() {
  return readCookie("__Host-csrftoken") || readCookie("csrftoken");
}

export const client = new ApiClient();
