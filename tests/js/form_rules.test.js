/** The browser's evaluator says what the server's says, vector by vector. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { evaluate, todayIn, UnknownQuestions } from "../../static/js/models/form_rules/whole.js";

const FOLDER = new URL("../forms_builder/vectors/", import.meta.url);
const codes = (faults) => Object.fromEntries(Object.entries(faults).map(([key, all]) => [key, all.map((f) => f.code)]));

function said(definition, answers, options) {
  try {
    const outcome = evaluate(definition, answers, options);
    const { answered, total, missing, minutes_left } = outcome.progress;
    return {
      ...outcome,
      errors: codes(outcome.errors),
      warnings: codes(outcome.warnings),
      params: Object.fromEntries(Object.entries(outcome.errors).map(([key, all]) => [key, all.map((f) => f.params)])),
      progress: { answered, total, missing, minutes_left },
    };
  } catch (error) {
    if (error instanceof UnknownQuestions) return { unknown: error.ids };
    throw error;
  }
}

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".json")).sort()) {
  const { definitions, vectors } = JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
  for (const vector of vectors) {
    test(`${name}: ${vector.name}`, () => {
      const today = vector.now ? todayIn(vector.zone, new Date(vector.now)) : vector.today;

      const outcome = said(definitions[vector.definition], vector.answers, { today, files: vector.files ?? null });

      for (const [part, expected] of Object.entries(vector.expect)) {
        assert.deepEqual(outcome[part], expected, part);
      }
    });
  }
}
