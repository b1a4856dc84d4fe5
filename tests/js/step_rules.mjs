/** Says what the scripts of a step make of what they were told: `node step_rules.mjs cases.json` (test_step_rules.py asks). */

import { readFileSync } from "node:fs";

import { Walk } from "../../static/js/models/form_rules.js";
import { kindsOf } from "../../static/js/models/form_rules/basics.js";
import { factsIn } from "../../static/js/models/form_rules/file_facts.js";

const codes = (faults) => Object.fromEntries(Object.entries(faults).map(([key, all]) => [key, all.map(({ code }) => code)]));
const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
const said = [];
for (const { definition, answers, read, files } of cases) {
  const items = definition.pages.flatMap((page) => page.items).filter((item) => !item.is_read);
  const walk = new Walk(definition, { ...answers, ...read }, { ...(await kindsOf(items)), ...factsIn(files) });
  said.push({ visible: walk.visible, minutes: walk.minutesLeft, errors: codes(walk.errors) });
}
process.stdout.write(JSON.stringify(said));
