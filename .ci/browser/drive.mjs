// Drives the HTML report in a headless Chromium: node drive.mjs REPORT.html [PICTURES]
// Follows a matrix cell to its card, the card to the marked words, the words back to the card; filters by
// status; prints; asks axe-core for serious faults of accessibility; fails at any console message.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";

const require = createRequire(process.cwd() + "/");
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [file, pictures] = process.argv.slice(2);

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();
const said = [];
page.on("console", (m) => said.push(`${m.type()}: ${m.text()}`));
page.on("pageerror", (e) => said.push(`error: ${e.message}`));
page.on("request", (r) => { if (!r.url().startsWith("file:") && !r.url().startsWith("data:")) said.push(`request: ${r.url()}`); });
await page.setViewport({ width: 1200, height: 900 });
const start = Date.now();
await page.goto("file://" + file, { waitUntil: "load" });
const took = Date.now() - start;
const visible = (selector) => page.$eval(selector, (e) => {
  const r = e.getBoundingClientRect();
  return r.height > 0 && r.bottom > 0 && r.top < innerHeight;
});
const inView = async (selector, what) => {
  for (let i = 0; i < 40 && !(await visible(selector)); i++) await new Promise((r) => setTimeout(r, 50));
  assert.ok(await visible(selector), what);
};

// A cell of the matrix, by keyboard: focus and Enter.
const cell = "#commitments ~ .scroll tbody td a.chip";
const card = await page.$eval(cell, (e) => e.getAttribute("href"));
await page.focus(cell);
await page.keyboard.press("Enter");
await inView(card, `the cell leads to ${card}`);

// The card's words, in the text of the report, which opens by itself.
const words = await page.$eval("article .words a[href^='#claim-']", (e) => e.getAttribute("href"));
await page.$eval("article .words a[href^='#claim-']", (e) => e.click());
await inView(words + " ~ mark", `the words ${words} are shown`);
assert.ok(await page.$eval(words, (e) => e.closest("details").open), "the report's text is open");

// And back.
const back = await page.$eval("details[open] .back a", (e) => { e.click(); return e.getAttribute("href"); });
await inView(back, `the words lead back to ${back}`);

// Filter: what is unchecked is hidden, and shown again.
const first = await page.$eval("tbody tr[data-s]", (e) => e.dataset.s);
const rows = () => page.$$eval(`tr[data-s="${first}"], article[data-s="${first}"]`, (l) => l.filter((e) => e.getBoundingClientRect().height > 0).length);
const all = await rows();
assert.ok(all > 0);
await page.click(`#f-${first}`);
assert.equal(await rows(), 0, `${first} is hidden`);
await page.click(`#f-${first}`);
assert.equal(await rows(), all, `${first} is shown again`);

// Every local link leads somewhere, and no id stands twice.
const lost = await page.evaluate(() => {
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  const set = new Set(ids);
  const links = [...document.querySelectorAll("a[href^='#']")].map((a) => a.getAttribute("href").slice(1));
  return { lost: links.filter((l) => !set.has(l)).slice(0, 5), twice: ids.length - set.size };
});
assert.deepEqual(lost, { lost: [], twice: 0 });

// Nothing spills over a narrow screen.
await page.setViewport({ width: 360, height: 800 });
const wide = await page.evaluate(() => {
  const outside = (e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, .skip");
  const found = [...document.querySelectorAll("body *")].filter(outside).slice(0, 3).map((e) => e.outerHTML.slice(0, 200));
  const over = document.documentElement.scrollWidth - innerWidth;
  return over > 0 && found.length === 0 ? [`${over} pixels`] : over > 0 ? found : [];
});
assert.deepEqual(wide, [], "too wide for a phone");
await page.setViewport({ width: 1200, height: 900 });

const pdf = await page.pdf({ format: "A4" });
assert.ok(pdf.length > 10000, "prints");

for (const scheme of ["light", "dark"]) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  // The policy of the page allows no script: the engine is brought in from outside it.
  const session = await page.createCDPSession();
  const { executionContextId } = await session.send("Page.createIsolatedWorld", { frameId: page.mainFrame()._id, worldName: "axe" });
  await session.send("Runtime.evaluate", { expression: axe, contextId: executionContextId });
  const { result } = await session.send("Runtime.evaluate", {
    contextId: executionContextId, awaitPromise: true, returnByValue: true,
    expression: `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((r) => JSON.stringify(r.violations.map((v) => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200), v.nodes[0].failureSummary])))`,
  });
  const violations = JSON.parse(result.value);
  for (const v of violations) console.log(scheme, ...v);
  assert.equal(violations.filter((v) => ["serious", "critical"].includes(v[0])).length, 0, `accessibility, ${scheme}`);
}
if (pictures) {
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const part of ["commitments", "timeline", "changes", "ledger"]) {
      if (!(await page.$("#" + part))) continue;
      await page.$eval("#" + part, (e) => e.scrollIntoView());
      await page.screenshot({ path: `${pictures}/${scheme}-${part}.png` });
    }
    await page.$$eval("article", (l) => l[Math.min(13, l.length - 1)].scrollIntoView());
    await page.screenshot({ path: `${pictures}/${scheme}-card.png` });
  }
  await page.$$eval("details", (l) => l.forEach((d) => { d.open = true; }));
  await page.$eval("#reports", (e) => e.scrollIntoView());
  await page.screenshot({ path: `${pictures}/reports.png` });
  await page.setViewport({ width: 390, height: 1400 });
  await page.$eval("body", (e) => e.scrollIntoView());
  await page.screenshot({ path: `${pictures}/narrow.png` });
  await page.$eval("#timeline", (e) => e.scrollIntoView());
  await page.screenshot({ path: `${pictures}/narrow-timeline.png` });
}
assert.deepEqual(said, [], "the console is silent and nothing is fetched");
console.log(`the report works in Chromium: loaded in ${took} ms, ${pdf.length} bytes of PDF`);
await browser.close();
