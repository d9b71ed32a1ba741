// The sandbox's control API: JSON in, JSON out.

export class ApiError extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function call(method, path, { body, query, signal } = {}) {
  const url = new URL(path, location.origin);
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== "") url.searchParams.set(key, String(value));
  }
  const options = { method, signal, cache: "no-store" };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const response = await fetch(url, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, answer.error ?? `${response.status} ${response.statusText}`);
  return answer;
}

/** Every bot that ever connected, oldest first. */
export async function listWorlds() {
  return (await call("GET", "/sandbox/worlds")).worlds;
}

/** Moves the clock every bot of this sandbox shares. */
export function forwardClock(seconds) {
  return call("POST", "/sandbox/clock", { body: { forward: seconds } });
}

/** The control API of one bot's world. */
export class WorldApi {
  constructor(botId) {
    this.base = `/sandbox/${botId}`;
  }

  get(path, query, signal) {
    return call("GET", `${this.base}/${path}`, { query, signal });
  }

  post(path, body = {}) {
    return call("POST", `${this.base}/${path}`, { body });
  }

  patch(path, body) {
    return call("PATCH", `${this.base}/${path}`, { body });
  }

  delete(path) {
    return call("DELETE", `${this.base}/${path}`);
  }

  fileUrl(fileId) {
    return `${this.base}/files/${encodeURIComponent(fileId)}`;
  }
}
