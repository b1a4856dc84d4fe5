import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiClient, ApiError, NetworkError } from "../../static/js/api/client.js";

const json = (status, body, type = "application/json") =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });

/** A server that gives the next answer of a list and remembers what was asked. */
function server(...answers) {
  const asked = [];
  const fetch = async (address, options) => {
    asked.push({ address, ...options });
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { asked, client: new ApiClient({ fetch, csrfToken: () => "token" }) };
}

test("an unsafe request carries the CSRF token and JSON", async () => {
  const { asked, client } = server(json(200, { ok: true }));

  const answer = await client.post("posts/", { name: "Mikan" });

  assert.deepEqual(answer, { ok: true });
  assert.equal(asked[0].address, "/api/v1/posts/");
  assert.equal(asked[0].headers["X-CSRFToken"], "token");
  assert.equal(asked[0].headers["Content-Type"], "application/json");
  assert.equal(asked[0].body, '{"name":"Mikan"}');
});

test("a safe request carries no token", async () => {
  const { asked, client } = server(json(200, {}));

  await client.get("session/");

  assert.equal("X-CSRFToken" in asked[0].headers, false);
});

test("204 has no body", async () => {
  const { client } = server(new Response(null, { status: 204 }));

  assert.equal(await client.delete("posts/x/like/"), null);
});

test("a problem becomes an error with its sentences", async () => {
  const problem = { title: "Invalid", detail: "Mend two things.", code: "invalid", errors: { name: ["Too long."] } };
  const { client } = server(json(400, problem, "application/problem+json"));

  const error = await client.post("posts/", {}).catch((caught) => caught);

  assert.ok(error instanceof ApiError);
  assert.equal(error.status, 400);
  assert.equal(error.detail, "Mend two things.");
  assert.deepEqual(error.errors, { name: ["Too long."] });
});

test("an answer that is no JSON is still an ApiError", async () => {
  const { client } = server(new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Content-Type": "text/html" } }));

  const error = await client.get("session/").catch((caught) => caught);

  assert.equal(error.status, 502);
});

test("an expired token is refreshed once, then the request is repeated", async () => {
  const { asked, client } = server(json(401, {}), json(200, {}), json(200, { liked: true }));

  const answer = await client.put("posts/x/like/");

  assert.deepEqual(answer, { liked: true });
  assert.deepEqual(
    asked.map(({ method, address }) => `${method} ${address}`),
    ["PUT /api/v1/posts/x/like/", "POST /api/v1/auth/token/refresh/", "PUT /api/v1/posts/x/like/"],
  );
});

test("without a fresh token the 401 stands", async () => {
  const { asked, client } = server(json(401, { detail: "Sign in." }), json(401, {}));

  const error = await client.get("me/").catch((caught) => caught);

  assert.equal(error.status, 401);
  assert.equal(asked.length, 2);
});

test("two requests share one refresh", async () => {
  const { asked, client } = server(json(401, {}), json(401, {}), json(200, {}), json(200, 1), json(200, 2));

  await Promise.all([client.get("a/"), client.get("b/")]);

  assert.equal(asked.filter(({ address }) => address.endsWith("refresh/")).length, 1);
});

test("no connection is another error than a refusal", async () => {
  const { client } = server(new TypeError("Failed to fetch"));

  const error = await client.get("session/").catch((caught) => caught);

  assert.ok(error instanceof NetworkError);
});
