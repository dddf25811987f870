// node points.js PAGE POINTS: computes the first network of a page at points, with the page's own
// data and scripts. POINTS holds a list of lists of texts, a value for each slider. Prints a line of
// JSON for each: {"totals": [...], "arena": 64, "rows": [[name, live, ...fields], ...]} in texts, or {"fault"}.
const fs = require("fs");
const vm = require("vm");

const page = fs.readFileSync(process.argv[2], "utf8");
const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map((match) => match[1]);
const json = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)[1];
const points = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
// All but the last, which is about the document.
const context = vm.createContext({ data: JSON.parse(json).networks[0], points });
vm.runInContext(scripts.slice(0, -1).join("\n"), context);
vm.runInContext(`
  const network = new FreeNetwork(data);
  var lines = points.map((point) => {
    const values = point.map((text, i) => (data.sliders[i].whole ? BigInt(text) : Number(text)));
    try {
      const { rows, totals, memory } = network.at(values);
      return {
        totals: totals.map(String),
        arena: memory ? memory.arena().bytes : null,
        rows: rows.map((row) => [row.name, String(row.live), ...row.fields.map(String)]),
      };
    } catch (fault) {
      return { fault: fault.message };
    }
  });
`, context);
for (const line of context.lines) console.log(JSON.stringify(line));
