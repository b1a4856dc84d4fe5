/** One form, its answers and the day on each line of stdin: what the browser's evaluator says of them, line by line. */

import { createInterface } from "node:readline";

import { evaluate, UnknownQuestions } from "../../static/js/models/form_rules/whole.js";

function said({ definition, answers, today, files }) {
  try {
    return evaluate(definition, answers, { today, files });
  } catch (error) {
    if (error instanceof UnknownQuestions) return { unknown: error.ids };
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(said(JSON.parse(line)))}\n`);
}
